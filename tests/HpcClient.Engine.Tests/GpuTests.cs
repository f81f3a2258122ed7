using HpcClient.Engine.Configuration;
using HpcClient.Engine.Tests.Bed;
using HpcClient.Posix.Processes;

namespace HpcClient.Engine.Tests;

public sealed class GpuTests
{
    private const string Script = "echo \"cuda $CUDA_VISIBLE_DEVICES rocr $ROCR_VISIBLE_DEVICES nvidia ${NVIDIA_VISIBLE_DEVICES:-unset} devices $FW_TEST_A$FW_TEST_B$FW_TEST_C.\"";

    [Fact]
    public async Task With_Apptainer_the_gear_is_told_of_the_devices_that_the_scheduler_gave_whatever_its_manifest_says()
    {
        await RuntimeProbe.RequireAsync("apptainer");
        await using var bed = await EngineBed.StartAsync("apptainer");
        Grant(bed);
        var job = await bed.AddJobAsync(Script, await GreedyGearAsync(bed));

        (await bed.RunAsync(job)).Exit.ShouldBe(EngineExit.Complete, await bed.Site.LogOfAsync(job));

        (await bed.Site.LogOfAsync(job)).ShouldContain("cuda 0,1 rocr 0,1 nvidia");
    }

    [Fact]
    public async Task With_Podman_the_container_holds_the_scheduler_s_devices_and_no_other()
    {
        await RuntimeProbe.RequireAsync("podman");
        if (!ProcessUser.IsRoot)
        {
            Assert.Skip("Only root can describe devices in /etc/cdi.");
        }

        await using var bed = await EngineBed.StartAsync("podman");
        Directory.CreateDirectory("/etc/cdi");
        var specification = $"/etc/cdi/fw-hpc-test-{Guid.NewGuid():N}.json";
        try
        {
            // Names that no real GPU of this machine has.
            await File.WriteAllTextAsync(specification, """
                {"cdiVersion": "0.3.0", "kind": "nvidia.com/gpu", "devices": [
                  {"name": "701", "containerEdits": {"env": ["FW_TEST_A=a"]}},
                  {"name": "702", "containerEdits": {"env": ["FW_TEST_B=b"]}},
                  {"name": "703", "containerEdits": {"env": ["FW_TEST_C=c"]}}]}
                """);
            Grant(bed);
            bed.Environment["SLURM_JOB_GPUS"] = "701,703";
            var job = await bed.AddJobAsync(Script, await GreedyGearAsync(bed));

            (await bed.RunAsync(job)).Exit.ShouldBe(EngineExit.Complete, await bed.Site.LogOfAsync(job));

            (await bed.Site.LogOfAsync(job)).ShouldContain("cuda 0,1 rocr 0,1 nvidia void devices ac.");
        }
        finally
        {
            File.Delete(specification);
        }
    }

    [Fact]
    public async Task With_Podman_a_device_that_is_not_described_is_told_with_the_remedy_and_no_GPU_means_none()
    {
        await RuntimeProbe.RequireAsync("podman");
        await using var bed = await EngineBed.StartAsync("podman");
        var gear = await GreedyGearAsync(bed);
        var without = await bed.AddJobAsync(Script, gear);
        (await bed.RunAsync(without)).Exit.ShouldBe(EngineExit.Complete, await bed.Site.LogOfAsync(without));
        (await bed.Site.LogOfAsync(without)).ShouldContain("nvidia void");

        bed.Environment["CUDA_VISIBLE_DEVICES"] = "799";
        var job = await bed.AddJobAsync(Script, gear);

        var result = await bed.RunAsync(job);

        result.Exit.ShouldBe(EngineExit.EngineFailed);
        result.Sentence.ShouldContain("nvidia.com/gpu=799");
        result.Sentence.ShouldContain("nvidia-ctk cdi generate");
    }

    [Theory]
    [InlineData("0,1", null, "0,1", "0,1")]
    [InlineData("0", "3", "3", "0")]
    [InlineData("0,1", "3", "0,1", "0,1")]
    [InlineData("2,5", "2,5", "2,5", "0,1")]
    [InlineData("GPU-8f1e, MIG-77", "3,4", "GPU-8f1e,MIG-77", "GPU-8f1e,MIG-77")]
    public void Devices_are_named_as_the_node_does_and_counted_anew_in_a_container_of_their_own(string cuda, string? slurm, string node, string alone)
    {
        var grant = GpuGrant.From(new Dictionary<string, string> { ["CUDA_VISIBLE_DEVICES"] = cuda, ["SLURM_JOB_GPUS"] = slurm ?? "" }).ShouldNotBeNull();

        string.Join(',', grant.NodeDevices).ShouldBe(node);
        grant.VariablesWhenAlone["CUDA_VISIBLE_DEVICES"].ShouldBe(alone);
        grant.Variables["CUDA_VISIBLE_DEVICES"].ShouldBe(cuda);
    }

    [Theory]
    [InlineData("")]
    [InlineData("NoDevFiles")]
    [InlineData("-1")]
    [InlineData(",")]
    public void No_devices_are_no_grant(string cuda) =>
        GpuGrant.From(new Dictionary<string, string> { ["CUDA_VISIBLE_DEVICES"] = cuda }).ShouldBeNull();

    private static void Grant(EngineBed bed)
    {
        bed.Environment["CUDA_VISIBLE_DEVICES"] = "0,1";
        bed.Environment["ROCR_VISIBLE_DEVICES"] = "0,1";
    }

    // One that would take all.
    private static Task<string> GreedyGearAsync(EngineBed bed) => bed.AddGearAsync(manifest => manifest["environment"] =
        new System.Text.Json.Nodes.JsonObject { ["NVIDIA_VISIBLE_DEVICES"] = "all", ["CUDA_VISIBLE_DEVICES"] = "0,1,2,3" });
}
