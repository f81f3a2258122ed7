namespace HpcClient.Demo.Scenarios;

/// <summary>A job that the demo launches, and what must come of it.</summary>
internal sealed record DemoJob
{
    /// <summary>Gear, as <c>site gear run</c> takes it: NAME or NAME@VERSION.</summary>
    public required string Gear { get; init; }

    /// <summary>Input name.</summary>
    public required string Input { get; init; }

    /// <summary>Path of the input on the site, <c>group/project/subject/session/acquisition/file</c>.</summary>
    public required string InputPath { get; init; }

    /// <summary>Options, KEY=VALUE.</summary>
    public IReadOnlyList<string> Config { get; init; } = [];

    /// <summary>Tags besides <c>hpc</c>.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>State in which it must end.</summary>
    public required string ExpectedState { get; init; }

    /// <summary>Names of the files that it must bring; empty for none. Null: <see cref="ExpectedFolder"/> tells.</summary>
    public IReadOnlyList<string>? ExpectedFiles { get; init; }

    /// <summary>Folder whose files must come back with the very same bytes.</summary>
    public string? ExpectedFolder { get; init; }

    /// <summary>Container runtime that must have run it; null for any.</summary>
    public string? ExpectedRuntime { get; init; }

    /// <summary>Words that its log must hold.</summary>
    public IReadOnlyList<string> ExpectedInLog { get; init; } = [];
}
