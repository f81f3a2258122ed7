using System.Globalization;
using HpcClient.Engine.Claiming;
using HpcClient.Engine.Configuration;
using HpcClient.Engine.Tests.Bed;
using HpcClient.Posix.Processes;

namespace HpcClient.Engine.Tests;

public sealed class ScratchTests : IDisposable
{
    private static readonly string Own = string.Create(CultureInfo.InvariantCulture, $"fw-hpc-{ProcessUser.Id}");

    private readonly DirectoryInfo _node = Directory.CreateTempSubdirectory("scratch-test-");

    [Fact]
    public async Task A_gear_runs_on_the_nodes_own_disk_where_the_scheduler_gave_the_job_a_folder_there()
    {
        await using var bed = await EngineBed.StartAsync();
        bed.Environment.Remove("ENGINE_TEMP_DIR");
        bed.Environment["SLURM_JOB_ID"] = "4711";
        bed.Environment["SLURM_TMPDIR"] = Folder("4711");
        var job = await bed.AddJobAsync("pwd");

        (await bed.RunAsync(job)).Exit.ShouldBe(EngineExit.Complete, await bed.Site.LogOfAsync(job));

        (await bed.Site.LogOfAsync(job)).ShouldContain($"{Folder("4711")}/{Own}/job-{job}.");
        Directory.EnumerateFileSystemEntries(Path.Combine(Folder("4711"), Own)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_folder_named_in_the_settings_is_used_where_the_node_has_it_and_else_the_log_says_what_is()
    {
        await using var bed = await EngineBed.StartAsync();
        bed.Environment.Remove("ENGINE_TEMP_DIR");
        bed.Environment["WHO"] = "me";
        Directory.CreateDirectory(bed.Folder.Settings);
        await File.WriteAllTextAsync(bed.Folder.CastFile, $"cast:\n  scratch: {_node.FullName}/$WHO\n  nonsense: [\n");
        var settings = bed.Settings();
        settings.Remarks.Single().ShouldContain("This is not YAML");

        await File.WriteAllTextAsync(bed.Folder.CastFile, $"cast:\n  scratch: {_node.FullName}/$WHO\n  nonsense: true\n");
        settings = bed.Settings();
        settings.Remarks.Single().ShouldBe($"The folder {_node.FullName}/me (scratch in cast.yml) is not on {Environment.MachineName}, or not this user's to write, so the job's files lie elsewhere: {bed.Folder.State}/engine/temp");

        Folder("me");
        settings = bed.Settings();
        settings.Remarks.ShouldBeEmpty();
        settings.TempFolder.ShouldBe($"{_node.FullName}/me/{Own}");
        bed.Environment["ENGINE_TEMP_DIR"] = bed.In("temp");
        bed.Settings().TempFolder.ShouldBe(bed.In("temp"));
    }

    [Theory]
    [InlineData("auto", "sge", "4711", "TMPDIR", "4711.1.all.q", true)]
    [InlineData("auto", "lsf", "4711", "TMPDIR", "4711.tmpdir", true)]
    [InlineData("auto", "slurm", "4711", "TMPDIR", "me.4711", true)]
    [InlineData("auto", "slurm", "471", "TMPDIR", "me.4711", false)]
    [InlineData("auto", "slurm", "4711", "TMPDIR", "tmp", false)]
    [InlineData("auto", "slurm", "4711", "SLURM_JOB_TMP", "x", true)]
    [InlineData("auto", null, "4711", "SLURM_TMPDIR", "x", false)]
    [InlineData("shared", "slurm", "4711", "SLURM_TMPDIR", "x", false)]
    public void Only_what_the_scheduler_made_for_this_job_is_taken_for_its_folder(string setting, string? scheduler, string number, string variable, string name, bool taken)
    {
        var folder = Folder(name);

        var (chosen, remark) = ScratchChoice.Choose(
            setting, new Dictionary<string, string> { [variable] = folder }, scheduler is null ? null : new SchedulerIdentity(scheduler, number, 0), "/shared");

        chosen.ShouldBe(taken ? Path.Combine(folder, Own) : "/shared");
        remark.ShouldBeNull();
    }

    [Fact]
    public void A_folder_that_somebody_else_may_write_or_a_link_is_not_taken_for_ours()
    {
        var parent = Folder("shared");
        File.CreateSymbolicLink(Path.Combine(parent, Own), Folder("elsewhere"));
        Choose(parent).ShouldBe("/shared");

        File.Delete(Path.Combine(parent, Own));
        Directory.CreateDirectory(Path.Combine(parent, Own));
        File.SetUnixFileMode(Path.Combine(parent, Own), UnixFileMode.UserWrite | UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.OtherWrite);
        Choose(parent).ShouldBe("/shared");
    }

    public void Dispose() => _node.Delete(recursive: true);

    private static string Choose(string setting) => ScratchChoice.Choose(setting, new Dictionary<string, string>(), null, "/shared").Folder;

    private string Folder(string name) => Directory.CreateDirectory(Path.Combine(_node.FullName, name)).FullName;
}
