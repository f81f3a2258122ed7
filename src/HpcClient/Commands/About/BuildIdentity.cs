using System.Reflection;
using System.Runtime;
using System.Runtime.InteropServices;
using HpcClient.Settings.Records;

namespace HpcClient.Commands.About;

/// <summary>Which build this is: version, commit, and what it was built for.</summary>
/// <param name="Version">Semantic version.</param>
/// <param name="Commit">Full id of the commit, with <c>+modified</c> where the sources differed from it; <c>unknown</c> when built without git.</param>
/// <param name="Time">Time of that commit in UTC (not of the build: two builds of one commit are the same); null where not known.</param>
internal sealed record BuildIdentity(string Version, string Commit, string? Time)
{
    private const string Unknown = "unknown";

    /// <summary>That of this executable.</summary>
    public static BuildIdentity Own { get; } = Read(typeof(BuildIdentity).Assembly);

    /// <summary>What <c>--version</c> prints.</summary>
    public IEnumerable<string> Lines =>
    [
        $"fw-hpc-client {Version}",
        $"commit {Commit}{(Time is null ? "" : $" of {Time}")}",
        $"build {RuntimeInformation.RuntimeIdentifier} {(JitInfo.GetCompiledMethodCount() > 0 ? $"on .NET {Environment.Version}" : "Native AOT")}",
    ];

    /// <summary>Takes apart what <c>--version</c> of some build printed; null when it is not ours or too old to tell.</summary>
    public static BuildIdentity? Parse(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length < 2 || lines[0].Split(' ') is not [CommandName, var version] || lines[1].Split(' ') is not ["commit", var commit, ..] words)
        {
            return null;
        }

        return new(version, commit, words is [_, _, "of", var time] ? time : null);
    }

    private const string CommandName = "fw-hpc-client";

    private static BuildIdentity Read(Assembly assembly)
    {
        var parts = BuildMark.Own.Split('+', 2);
        var metadata = assembly.GetCustomAttributes<AssemblyMetadataAttribute>().ToLookup(one => one.Key, one => one.Value);
        var modified = metadata["SourceModified"].Contains("true") ? "+modified" : "";
        return new(parts[0], (parts.Length > 1 ? parts[1] : Unknown) + modified, metadata["CommitTime"].FirstOrDefault(time => !string.IsNullOrEmpty(time)));
    }
}
