using System.Globalization;
using System.Text.RegularExpressions;
using HpcClient.Scheduling.Observations;

namespace HpcClient.Scheduling.Slurm;

/// <summary>One line of the job completion file, as Slurm 22.05 writes it; earlier and later releases add and leave out fields at its end.</summary>
internal static partial class SlurmCompletionLine
{
    /// <summary>Reads a line; null when it is torn or none of a job.</summary>
    public static Observation? Read(string line)
    {
        // The exit code comes last: a line without it is torn.
        if (Line().Match(line) is not { Success: true } match)
        {
            return null;
        }

        var state = match.Groups["state"].Value;
        var (phase, cause) = SlurmState.Read(state);
        var (exitCode, signal) = SlurmValues.Exit(match.Groups["exit"].Value);
        var node = SlurmValues.Word(match.Groups["nodes"].Value);
        var tres = node is null ? null : SlurmTres.Read(match.Groups["tres"].Value);
        return SlurmState.Refine(
            new()
            {
                SchedulerJobId = match.Groups["id"].Value,
                JobName = match.Groups["name"].Value,
                Phase = phase,
                Cause = cause,
                RawState = state,
                Node = node,
                ExitCode = exitCode,
                Signal = signal,
                SubmittedAt = SlurmValues.Time(match.Groups["submit"].Value),
                StartedAt = node is null ? null : SlurmValues.Time(match.Groups["start"].Value),
                EndedAt = SlurmValues.Time(match.Groups["end"].Value),
                TimeLimit = int.TryParse(match.Groups["limit"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) ? TimeSpan.FromMinutes(minutes) : null,
                Cpus = tres?.Cpus,
                MemoryLimitBytes = tres?.MemoryBytes,
                Gpus = tres?.Gpus,
                Witness = "jobcomp",
            },
            match.Groups["exit"].Value);
    }

    [GeneratedRegex(
        @"^JobId=(?<id>\d+) UserId=\S+ GroupId=\S+ Name=(?<name>.*?) JobState=(?<state>\w+) Partition=\S* TimeLimit=(?<limit>\S*) StartTime=(?<start>\S*) EndTime=(?<end>\S*) NodeList=(?<nodes>\S*) (?:.* Tres=(?<tres>\S*))?(?:.* SubmitTime=(?<submit>\S*))?.* ExitCode=(?<exit>\d+:\d+)\s*$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Line();
}
