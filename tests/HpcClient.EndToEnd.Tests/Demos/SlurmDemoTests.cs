using HpcClient.EndToEnd.Tests.Machine;

namespace HpcClient.EndToEnd.Tests.Demos;

/// <summary>Real DICOM series, a real Slurm, real containers: what comes back is what dcm2niix gives by hand.</summary>
public sealed class SlurmDemoTests
{
    [Fact]
    public async Task Real_DICOM_converted_on_a_real_Slurm_comes_back_as_by_hand()
    {
        await Parts.NeedSlurmAsync();
        await Parts.NeedRuntimeAsync("apptainer");
        await Parts.NeedRuntimeAsync("podman");
        Parts.NeedRoot("the gear's image is made by mmdebstrap");
        Parts.NeedProgram("mmdebstrap", "mmdebstrap");
        Parts.NeedProgram("dcm2niix", "dcm2niix");
        using var folder = new TemporaryFolder();
        var prepared = await Product.RunAsync(
            Path.Combine(Repository.Root, "demos", "prepare-dicom.sh"), ["--out", folder.In("prepared")], limit: TimeSpan.FromMinutes(8));
        prepared.ExitCode.ShouldBe(0, prepared.Error);
        var images = prepared.Out.Trim().Split('\n');

        var demo = await Product.RunAsync(
            Product.Demo, ["dicom", Product.Client, folder.Path, folder.In("prepared"), images[0], images[1]], limit: TimeSpan.FromMinutes(6));

        demo.ExitCode.ShouldBe(0, demo.Out + demo.Error);
        demo.Out.ShouldContain("of 16 jobs ended as expected");
        await Canary.AbsentAsync(folder.Path);
    }
}
