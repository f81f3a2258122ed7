namespace HpcClient.EndToEnd.Tests.Contract;

/// <summary>Submit commands that write down how they were called and answer as the real ones do.</summary>
internal sealed class StandInCommands
{
    private static readonly (string Name, string Answer)[] Known =
    [
        ("sbatch", "echo \"Submitted batch job $number\""),
        ("qsub", "echo \"Your job $number (\\\"fw-job\\\") has been submitted\""),
        ("bsub", "echo \"Job <$number> is submitted to queue <normal>.\""),
        ("echo", "printf '%s\\n' \"$*\""),
    ];

    // A real scheduler of this machine must not be asked: it has other jobs under the same numbers.
    private static readonly string[] Silent = ["squeue", "sacct", "scontrol", "scancel", "sinfo", "qstat", "qacct", "qdel", "qconf", "bjobs", "bhist", "bacct", "bkill"];

    private readonly string _programs;
    private readonly string _record;

    public StandInCommands(string folder)
    {
        _programs = Path.Combine(folder, "bin");
        _record = Path.Combine(folder, "record");
        Directory.CreateDirectory(_programs);
        Directory.CreateDirectory(_record);
        foreach (var name in Silent)
        {
            ExecutableScript.Write(Path.Combine(_programs, name), "#!/bin/bash\necho 'no answer from a stand-in' >&2\nexit 1\n");
        }

        foreach (var (name, answer) in Known)
        {
            ExecutableScript.Write(Path.Combine(_programs, name), $$"""
                #!/bin/bash
                number=$(( $(ls '{{_record}}' | wc -l) + 1 ))
                call='{{_record}}'/$(printf %06d "$number")
                mkdir "$call"
                cat >"$call/stdin"
                printf '%s\0' {{name}} "$@" >"$call/argv"
                {{answer}}

                """);
        }
    }

    /// <summary>The search path for the client under test.</summary>
    public string SearchPath => $"{_programs}:/usr/bin:/bin";

    /// <summary>All calls so far, in order.</summary>
    public IReadOnlyList<SeenCommand> Seen =>
    [
        .. Directory.EnumerateDirectories(_record).Order(StringComparer.Ordinal).Select(call => new SeenCommand(
            [.. File.ReadAllText(Path.Combine(call, "argv")).Split('\0')[..^1]],
            File.ReadAllText(Path.Combine(call, "stdin")))),
    ];
}
