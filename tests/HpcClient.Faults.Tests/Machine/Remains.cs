using System.Globalization;
using System.Text;
using HpcClient.Posix.Processes;

namespace HpcClient.Faults.Tests.Machine;

/// <summary>What a scenario left behind.</summary>
internal static class Remains
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Processes, scheduler jobs and scratch that are still there after a while.</summary>
    public static async Task<IReadOnlyList<string>> OfAsync(Stage stage, bool scratchMayStay)
    {
        IReadOnlyList<string> left = [];
        var since = TimeProvider.System.GetTimestamp();
        do
        {
            left = [.. Processes(stage.Root), .. await QueueAsync(stage), .. scratchMayStay ? [] : Scratch(stage.Root)];
            if (left.Count > 0)
            {
                await Task.Delay(300, TestContext.Current.CancellationToken);
            }
        }
        while (left.Count > 0 && TimeProvider.System.GetElapsedTime(since) < Patience);
        return left;
    }

    /// <summary>Processes that have to do with a folder: in it, or named it when they were started.</summary>
    public static IEnumerable<string> Processes(string folder)
    {
        var needle = Encoding.UTF8.GetBytes(folder);
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0])))
        {
            var command = Read(Path.Combine(process, "cmdline"));
            if (command.AsSpan().IndexOf(needle) >= 0 || Place(process).StartsWith(folder, StringComparison.Ordinal))
            {
                yield return $"process {Path.GetFileName(process)} still runs: {Encoding.UTF8.GetString(command).Replace('\0', ' ')}";
            }
        }
    }

    /// <summary>Kills engines that were started below a folder.</summary>
    public static void KillEngines(string folder)
    {
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0])))
        {
            var command = Encoding.UTF8.GetString(Read(Path.Combine(process, "cmdline"))).Split('\0');
            if (command is ["./engine", "run", ..] && Place(process).StartsWith(folder, StringComparison.Ordinal))
            {
                Signals.Send(int.Parse(Path.GetFileName(process), CultureInfo.InvariantCulture), Signal.Kill);
            }
        }
    }

    private static string Place(string process)
    {
        try
        {
            return File.ResolveLinkTarget(Path.Combine(process, "cwd"), returnFinalTarget: false)?.FullName ?? "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Gone meanwhile.
            return "";
        }
    }

    private static IEnumerable<string> Scratch(string root) => Directory.Exists(Path.Combine(root, "scratch"))
        ? Directory.EnumerateDirectories(Path.Combine(root, "scratch"), "job-*").Select(path => $"scratch is left: {path}")
        : [];

    private static async Task<IEnumerable<string>> QueueAsync(Stage stage)
    {
        if (!stage.HasSlurm || stage.Jobs.Count == 0)
        {
            return [];
        }

        var queued = await stage.Slurm.AskAsync("squeue", "-h", "-o", "%i %T", $"--name={string.Join(',', stage.Jobs.Select(job => $"fw-{job}"))}");
        return queued.Length == 0 ? [] : [$"still in the queue: {queued}"];
    }

    private static byte[] Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
