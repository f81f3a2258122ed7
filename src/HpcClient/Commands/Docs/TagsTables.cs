using HpcClient.Casting.Planning.Resources;
using HpcClient.Scheduling;

namespace HpcClient.Commands.Docs;

/// <summary>What a job may ask for, how, with whose leave, and where.</summary>
internal static class TagsTables
{
    /// <summary>The lines.</summary>
    public static IEnumerable<string> Lines() =>
    [
        .. MarkdownTable.Lines(
            ["what", "tags", "options of a gear", "looks like", "leave in `cast.yml`"],
            AskingWords.All.Select(word => (IReadOnlyList<string>)[word.Noun, Codes(word.Tags), Codes(word.Options), MarkdownTable.Text(word.Form), MarkdownTable.Text(word.Leave)])),
        "",
        "Which schedulers have it with their default script:",
        "",
        .. MarkdownTable.Lines(
            ["what", .. Schedulers().Select(one => MarkdownTable.Code(one.Name))],
            Kinds().Select(row => (IReadOnlyList<string>)[row.Noun, .. Schedulers().Select(one => one.Offers.HasFlag(row.Kind) ? "yes" : "no")])),
    ];

    private static IEnumerable<(string Noun, ResourceKinds Kind)> Kinds()
    {
        yield return ("CPUs, memory", ResourceKinds.None);
        yield return ("number of GPUs", ResourceKinds.Gpu);
        yield return ("type of GPU", ResourceKinds.GpuType);
        foreach (var word in AskingWords.All.Where(word => word.Kind is not (ResourceKinds.None or ResourceKinds.Gpu)))
        {
            yield return (word.Noun, word.Kind);
        }
    }

    private static IEnumerable<SchedulerDefaults> Schedulers() => SchedulerRegistry.Names.Select(name => SchedulerRegistry.Defaults(name)!);

    private static string Codes(IEnumerable<string> words) => string.Join(", ", words.Select(MarkdownTable.Code));
}
