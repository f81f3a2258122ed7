namespace HpcClient.Demo.Scenarios;

/// <summary>
/// Real DICOM series, converted by a gear with Debian's dcm2niix on a real Slurm: once from a SIF under Apptainer, once
/// from a Podman image. What comes back must be the same as dcm2niix gives by hand.
/// </summary>
internal static class DicomScenario
{
    /// <summary>Reads what the shell side prepared below <paramref name="prepared"/>.</summary>
    /// <param name="folder">Where the data set is laid out.</param>
    /// <param name="prepared">Holds <c>dicom/*.zip</c>, <c>reference/SERIES/</c>, <c>gear-sif/</c> and <c>gear-podman/</c> with a manifest each.</param>
    /// <param name="sif">The SIF.</param>
    /// <param name="podmanImage">The Podman image.</param>
    public static Scenario Create(string folder, string prepared, string sif, string podmanImage)
    {
        var dataSet = Path.Combine(folder, "data-set");
        var series = Directory.GetFiles(Path.Combine(prepared, "dicom"), "*.zip").Order(StringComparer.Ordinal).ToList();
        var jobs = new List<DemoJob>();
        foreach (var (gear, runtime) in new[] { ("dcm2niix-sif", "apptainer"), ("dcm2niix-podman", "podman") })
        {
            foreach (var zip in series)
            {
                // Outputs of one name replace each other in an acquisition: each runtime converts a copy of its own.
                var name = Path.GetFileNameWithoutExtension(zip);
                var acquisition = $"radiology/dicom-study/{name}/{runtime}/scan";
                Directory.CreateDirectory(Path.Combine(dataSet, acquisition));
                File.Copy(zip, Path.Combine(dataSet, acquisition, Path.GetFileName(zip)), overwrite: true);
                jobs.Add(new()
                {
                    Gear = gear,
                    Input = "dicom",
                    InputPath = $"{acquisition}/{Path.GetFileName(zip)}",
                    Tags = ["cpu=1", "ram=1G"],
                    ExpectedState = "complete",
                    ExpectedFolder = Path.Combine(prepared, "reference", name),
                    ExpectedRuntime = runtime,
                });
            }
        }

        return new()
        {
            DataSet = dataSet,
            Cluster = "slurm",
            Gears =
            [
                new(Path.Combine(prepared, "gear-sif", "manifest.json"), sif),
                new(Path.Combine(prepared, "gear-podman", "manifest.json"), $"containers-storage:{podmanImage}"),
            ],
            Jobs = jobs,
            Environment = [$"export ENGINE_IMAGE_FOLDERS='{Path.GetDirectoryName(sif)}'", "export ENGINE_MODULE=auto"],
        };
    }
}
