using System.Globalization;
using HpcClient.Settings.Setup;

namespace HpcClient.Commands.Setup;

/// <summary>Answers by the names of their questions.</summary>
internal sealed class Answers
{
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

    /// <summary>An answer; empty when there is none.</summary>
    public string this[string key]
    {
        get => _texts.GetValueOrDefault(key, "");
        set => _texts[key] = value;
    }

    /// <summary>Whether the question was answered, be it with nothing.</summary>
    public bool Has(string key) => _texts.ContainsKey(key);

    /// <summary>Takes back what was answered to questions that make no sense any more.</summary>
    public void Drop(SetupFacts facts)
    {
        foreach (var question in Questions.All.Where(question => !question.Applies(facts, this)))
        {
            _texts.Remove(question.Key);
        }
    }

    /// <summary>Parts of a list.</summary>
    public static IReadOnlyList<string> Parts(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>What the templates are filled with.</summary>
    public SetupAnswers ForTemplates()
    {
        var keys = new Dictionary<string, string>(StringComparer.Ordinal);
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        var lists = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        var byTag = this[Questions.Jobs] == Questions.ByTag;
        keys["cast_on_tag"] = byTag ? "true" : "false";
        if (!byTag)
        {
            lists["cast_gear_whitelist"] = Parts(this[Questions.Jobs]);
        }

        if (this[Questions.Contact] is { Length: > 0 } contact)
        {
            texts["admin_contact_email"] = contact;
        }
        else
        {
            keys["admin_contact_email"] = "# nobody";
        }

        keys["group_whitelist"] = this[Questions.OnlyMembers] == "yes" ? "true" : "false";
        foreach (var key in (string[])["max_cpu", "max_ram", "max_gpu", "max_walltime"])
        {
            if (this[key] is { Length: > 0 } value)
            {
                keys[key] = value;
            }
        }

        foreach (var key in (string[])["allowed_partitions", "allowed_gpu_types"])
        {
            if (this[key] is { Length: > 0 } list)
            {
                lists[key] = Parts(list);
            }
        }

        return new()
        {
            Keys = keys,
            Texts = texts,
            Lists = lists,
            Host = Given(Questions.Host),
            Port = int.TryParse(this[Questions.Port], NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : null,
            Insecure = this[Questions.Insecure] == "yes",
            Secret = Given(Questions.Secret),
            Scratch = Given(Questions.Scratch),
        };
    }

    private string? Given(string key) => this[key] is { Length: > 0 } text ? text : null;
}
