using HpcClient.Demo.Data;

namespace HpcClient.Demo.Scenarios;

/// <summary>The main job on any machine: phantom images, three gears, the <c>local</c> scheduler.</summary>
internal static class PhantomScenario
{
    private static string Runtime => Environment.GetEnvironmentVariable("FW_HPC_DEMO_RUNTIME") is { Length: > 0 } name ? name : "auto";

    private static readonly (string Subject, int Slices)[] Subjects = [("sub-01", 24), ("sub-02", 28), ("sub-03", 20)];

    /// <summary>Writes the data set below <paramref name="folder"/>; gears are those of <paramref name="gears"/>, each with its image beside.</summary>
    public static Scenario Create(string folder, string gears)
    {
        var dataSet = Path.Combine(folder, "data-set");
        var seed = 1;
        foreach (var (subject, slices) in Subjects)
        {
            var acquisition = Path.Combine(dataSet, "neuro", "phantom-study", subject, "baseline", "t1w");
            Directory.CreateDirectory(acquisition);
            NiftiPhantom.Write(Path.Combine(acquisition, $"{subject}_T1w.nii"), slices, seed++);
        }

        return new()
        {
            DataSet = dataSet,
            Cluster = "local",
            Gears = [.. Directory.GetDirectories(gears).Where(g => File.Exists(Path.Combine(g, "manifest.json"))).Order(StringComparer.Ordinal)
                .Select(g => new DemoGear(Path.Combine(g, "manifest.json"), g + ".tar"))],
            Environment = [$"export ENGINE_MODULE={Runtime}", "# The demo must run where no container runtime is; never set this on a cluster.", "export FW_HPC_ALLOW_HOST=1"],
            Jobs =
            [
                .. Subjects.Select(s => new DemoJob
                {
                    Gear = "nifti-preview",
                    Input = "image",
                    InputPath = PathOf(s.Subject),
                    ExpectedState = "complete",
                    ExpectedFiles = ["geometry.csv", "preview.svg"],
                    ExpectedInLog = [$"64 x 64 x {s.Slices} voxels"],
                }),
                .. Subjects.Take(2).Select(s => new DemoJob
                {
                    Gear = "slice-statistics",
                    Input = "image",
                    InputPath = PathOf(s.Subject),
                    Tags = ["ram=1G"],
                    ExpectedState = "complete",
                    ExpectedFiles = ["slices.csv"],
                    ExpectedInLog = ["2 workers"],
                }),
                new()
                {
                    Gear = "strict-quality",
                    Input = "image",
                    InputPath = PathOf("sub-03"),
                    Config = ["min-slices=100"],
                    ExpectedState = "failed",
                    ExpectedFiles = [],
                    ExpectedInLog = ["has 20 slices, fewer than the 100 that are wanted"],
                },
            ],
        };
    }

    private static string PathOf(string subject) => $"neuro/phantom-study/{subject}/baseline/t1w/{subject}_T1w.nii";
}
