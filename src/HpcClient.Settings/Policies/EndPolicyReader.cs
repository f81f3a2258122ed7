using System.Globalization;
using HpcClient.Settings.Cast;
using HpcClient.Settings.Resources;
using HpcClient.Settings.Yaml;

namespace HpcClient.Settings.Policies;

/// <summary>Reads what is done for one cause: a word, or a group with <c>do</c>, <c>factor</c>, <c>max</c> and <c>times</c>.</summary>
/// <param name="cause">The cause.</param>
/// <param name="reader">Its value.</param>
internal sealed class EndPolicyReader(PolicyCause cause, ValueReader reader)
{
    private const int MaxTimes = 20;
    private const double MaxFactor = 10;

    private static readonly string MemoryForm = $"{MemoryAmount.RightForm("")}, as the memory of the whole job";

    private string FittingWords => string.Join(", ", PolicyWords.Fitting(cause).Select(PolicyWords.Word));

    /// <summary>The policy; null when nothing says what is done. It counts only when no fault was found.</summary>
    public EndPolicy? Read() => reader.Value switch
    {
        YamlText => Action(reader) is { } action ? new(action) : null,
        YamlMap map => Group(map),
        _ => reader.Refuse<EndPolicy>(
            $"This must be a word or a group of keys, not {reader.Value.Description}.", "Write it as resubmit, or as {do: resubmit, times: 2}."),
    };

    private EndPolicy? Group(YamlMap map)
    {
        var parts = reader.Parts(map, "key", PolicyWords.Keys).Where(p => !p.Value.IsNothing).ToList();
        EndAction? action = null;
        if (parts.Find(p => p.Name == PolicyWords.Do).Value is { } word)
        {
            action = Action(word);
        }
        else
        {
            reader.Refuse<string>("Nothing says what is done.", $"Add 'do:' with one of: {FittingWords}.");
        }

        // Without an action that fits, what stands beside it is still looked at for what could never be right.
        var policy = new EndPolicy(action ?? EndAction.Report);
        foreach (var (key, place, value) in parts)
        {
            if (action is { } known && !PolicyWords.Takes(known, key))
            {
                RefuseBeside(known, key, place);
                continue;
            }

            policy = key switch
            {
                PolicyWords.Times => policy with { Times = value.Whole(1, MaxTimes) ?? policy.Times },
                PolicyWords.Factor => policy with { Factor = Factor(value) ?? policy.Factor },
                PolicyWords.Max => WithMax(policy, action, value),
                _ => policy,
            };
        }

        return policy;
    }

    private EndAction? Action(ValueReader value)
    {
        if (value.OneOf("policy", PolicyWords.Actions) is not { } word)
        {
            return null;
        }

        var action = PolicyWords.Action(word);
        if (PolicyWords.Fitting(cause).Contains(action))
        {
            return action;
        }

        value.Refuse<string>($"'{word}' is no remedy for {PolicyWords.Word(cause)}.", $"Write one of: {FittingWords}.");
        return null;
    }

    private void RefuseBeside(EndAction action, string key, ValueReader place)
    {
        var other = PolicyWords.Fitting(cause).Where(a => PolicyWords.Takes(a, key)).Select(PolicyWords.Word).FirstOrDefault();
        place.Refuse<string>(
            $"This has no meaning beside '{PolicyWords.Word(action)}'.", other is null ? "Remove it." : $"Remove it, or write 'do: {other}'.");
    }

    private static double? Factor(ValueReader value)
    {
        if (value.Word() is not { } text)
        {
            return null;
        }

        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var factor) && factor is > 1 and <= MaxFactor)
        {
            return factor;
        }

        value.Refuse<string>($"This must be a number above 1 up to 10, not {value.Value.Description}.", "Write a number such as 1.5.");
        return null;
    }

    private static EndPolicy WithMax(EndPolicy policy, EndAction? action, ValueReader value)
    {
        if (value.Word() is not { } text)
        {
            return policy;
        }

        var memory = action is EndAction.MoreTime ? null : MemoryAmount.Read("", text);
        var walltime = action is EndAction.MoreMemory ? null : WalltimeFormat.Read(text);
        return (memory, walltime) is not (null, null)
            ? policy with { MaxMemoryBytes = memory?.Bytes, MaxWalltime = walltime }
            : action switch
            {
                EndAction.MoreMemory => value.Refuse<EndPolicy>($"{value.Value.Description} is no amount of memory.", $"Write {MemoryForm}."),
                EndAction.MoreTime => value.Refuse<EndPolicy>($"{value.Value.Description} is no walltime.", $"Write {WalltimeFormat.RightForm}."),
                _ => value.Refuse<EndPolicy>($"{value.Value.Description} is neither memory nor a walltime.", "Write an amount such as 64G for more_memory, or a walltime such as 2-00:00:00 for more_time."),
            } ?? policy;
    }
}
