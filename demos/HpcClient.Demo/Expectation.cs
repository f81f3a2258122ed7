using HpcClient.Demo.Display;
using HpcClient.Demo.Site;

namespace HpcClient.Demo;

/// <summary>Holds what came of a job against what must.</summary>
internal static class Expectation
{
    /// <summary>Everything that is not as it must be, one sentence each.</summary>
    public static async Task<IReadOnlyList<string>> CheckAsync(RunningSite site, DemoRow row, CancellationToken cancellationToken)
    {
        if (row.End is not { } end)
        {
            return ["it did not end in time"];
        }

        var faults = new List<string>();
        if (end.State != row.Job.ExpectedState)
        {
            faults.Add($"it ended {end.State} and must end {row.Job.ExpectedState}");
        }

        if (row.Job.ExpectedFiles is { } names && !end.SavedFiles.SequenceEqual(names, StringComparer.Ordinal))
        {
            faults.Add($"its outputs are [{string.Join(", ", end.SavedFiles)}] and must be [{string.Join(", ", names)}]");
        }

        if (row.Job.ExpectedRuntime is { } runtime && row.Runtime != runtime)
        {
            faults.Add($"it ran under '{row.Runtime}' and must run under '{runtime}'");
        }

        if (row.Job.ExpectedFolder is { } folder)
        {
            faults.AddRange(await CompareAsync(site, end, folder, cancellationToken));
        }

        var log = await site.LogAsync(row.Id, cancellationToken);
        if (log.Contains("INFO:  ", StringComparison.Ordinal))
        {
            faults.Add("its log holds remarks of the container runtime");
        }

        faults.AddRange(row.Job.ExpectedInLog.Where(words => !log.Contains(words, StringComparison.Ordinal)).Select(words => $"its log does not hold '{words}'"));
        return faults;
    }

    private static async Task<List<string>> CompareAsync(RunningSite site, SiteJob end, string folder, CancellationToken cancellationToken)
    {
        var faults = new List<string>();
        var expected = Directory.GetFiles(folder).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal).ToList();
        if (expected.Count == 0)
        {
            faults.Add($"nothing lies in {folder} to compare with");
        }

        if (!end.SavedFiles.SequenceEqual(expected, StringComparer.Ordinal))
        {
            faults.Add($"its outputs are [{string.Join(", ", end.SavedFiles)}] and by hand they are [{string.Join(", ", expected)}]");
            return faults;
        }

        foreach (var name in expected)
        {
            var ours = await site.FileAsync(end.DestinationId, name, cancellationToken);
            var byHand = await File.ReadAllBytesAsync(Path.Combine(folder, name), cancellationToken);
            if (!ours.AsSpan().SequenceEqual(byHand))
            {
                faults.Add($"'{name}' differs from what dcm2niix gives by hand");
            }
        }

        return faults;
    }
}
