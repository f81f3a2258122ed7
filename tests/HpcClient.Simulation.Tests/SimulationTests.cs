using System.Globalization;

namespace HpcClient.Simulation.Tests;

/// <summary>
/// The real casting logic in virtual time, against a site, a scheduler and nodes at which everything may go wrong, and dying
/// at any point itself. <c>FW_SIM_SEEDS=N</c> plays N schedules, <c>FW_SIM_FIRST=N</c> begins with another seed, and
/// <c>FW_SIM_SEED=N</c> plays one and shows all that happens (with fewer jobs: <c>FW_SIM_JOBS</c>).
/// </summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    private const int DefaultSeeds = 100;
    private const int ShownFailures = 5;
    private const int ShownLines = 150;

    [Fact]
    public void Whatever_goes_wrong_every_job_has_one_end_and_no_gear_runs_twice()
    {
        if (Number("FW_SIM_SEED") is { } one)
        {
            var (violation, trace) = Schedule.Play(one, Number("FW_SIM_JOBS"), traced: true);
            output.WriteLine(Weather.Of(one).ToString());
            output.WriteLine(string.Join('\n', trace));
            violation.ShouldBeNull();
            return;
        }

        var failures = PlayMany(Number("FW_SIM_FIRST") ?? 1, Number("FW_SIM_SEEDS") ?? DefaultSeeds);
        foreach (var (seed, violation) in failures.OrderBy(failure => failure.Seed))
        {
            output.WriteLine($"KIND {seed} {violation}");
        }

        failures.Count.ShouldBe(0, string.Join("\n\n", failures.OrderBy(failure => failure.Seed).Take(ShownFailures).Select(failure => Story(failure.Seed, failure.Violation))));
    }

    private static List<(int Seed, string Violation)> PlayMany(int first, int count)
    {
        var failures = new List<(int, string)>();
        Parallel.For(first, first + count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, seed =>
        {
            if (Schedule.Play(seed).Violation is { } violation)
            {
                lock (failures)
                {
                    failures.Add((seed, violation));
                }
            }
        });
        return failures;
    }

    // The same with as few jobs as still break it.
    private static string Story(int seed, string violation)
    {
        var most = Weather.Of(seed).Jobs;
        for (var jobs = 1; jobs < most; jobs++)
        {
            if (Schedule.Play(seed, jobs).Violation is { } smaller)
            {
                return Told(seed, jobs, smaller);
            }
        }

        return Told(seed, most, violation);
    }

    private static string Told(int seed, int jobs, string violation)
    {
        var trace = Schedule.Play(seed, jobs, traced: true).Trace;
        return string.Create(CultureInfo.InvariantCulture, $"FW_SIM_SEED={seed} FW_SIM_JOBS={jobs}: {violation}\n{string.Join('\n', trace.TakeLast(ShownLines))}");
    }

    private static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
