namespace HpcClient.Faults.Tests.Scenarios;

/// <summary>sbatch does one thing and says another.</summary>
internal static class SubmitCommands
{
    public static IEnumerable<Scenario> All =>
    [
        Of("sbatch submits and then reports a failure: the job is found by its name and runs once",
            "real \"$@\" > /dev/null; echo 'sbatch: error: Batch job submission failed: Socket timed out on send/recv operation' >&2; exit 1"),
        Of("sbatch submits and prints garbage: the job is found by its name and runs once",
            "real \"$@\" > /dev/null; echo 'Welcome to the cluster! Quota: 93%'; exit 0"),
        Of("sbatch submits and is killed before it prints: the job is found by its name and runs once",
            "real \"$@\" > /dev/null; kill -KILL $$"),
        Of("sbatch submits and then hangs: the job is found by its name and runs once", "real \"$@\" > /dev/null; exec sleep 300"),
        Of("sbatch hangs before it submits anything: the job waits and runs once", "exec sleep 300"),
        Of("sbatch fails before it submits anything: the job waits and runs once",
            "echo 'sbatch: error: Batch job submission failed: Unable to contact slurm controller (connect failure)' >&2; exit 1"),
    ];

    // The lie is told once; then the real command is back, as after a passing fault.
    private static Scenario Of(string name, string body) => new(LossPoint.Receipt, name, async stage =>
    {
        stage.StandIns.Put("sbatch", body);
        var job = await stage.LaunchAsync();
        await stage.SweepAsync();
        stage.StandIns.Clear();
        stage.Remembered(job).ShouldNotBeNull();
        stage.Client.Stride = TimeSpan.FromSeconds(20);
    })
    {
        Ground = Ground.Slurm,
    };
}
