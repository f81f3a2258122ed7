using System.Text.Json;
using HpcClient.Engine.Tests.Bed;
using HpcClient.Posix.Files;
using HpcClient.Posix.Processes;

namespace HpcClient.Engine.Tests.Images;

/// <summary>What doctor tells of registries and images, with a real registry and the scheduler <c>local</c>.</summary>
public sealed class DoctorImageTests
{
    [Fact]
    public async Task Registries_are_asked_with_their_logins_and_the_probe_fetches_an_image_as_a_job_would()
    {
        await RuntimeProbe.RequireAsync("apptainer");
        await using var bed = await EngineBed.StartAsync("apptainer");
        await using var registry = await Registry.StartAsync(bed.In("registry"), withLogin: true);
        await registry.PushAsync("lab/gear", "1.0", await GearImage.BusyboxAsync(bed.In("site")));
        var program = new ImagesProgram(bed);
        (await program.OtherAsync("setup", "--basic")).ExitCode.ShouldBe(0);
        await File.WriteAllTextAsync(bed.Folder.CastFile, $"cast:\n  cluster: local\n  cast_on_tag: true\n  image_store_size: 10G\n  image_map: {{docker.io: '{registry.Host}/hub'}}\n");

        // No login, an image that is not there.
        var poor = await program.OtherAsync("doctor", "--json", "--deep", "--image", $"docker://{registry.Host}/lab/none:1.0");
        poor.ExitCode.ShouldBe(2, poor.Out);
        Result(poor, $"registry {registry.Host}").ShouldBe(("failed", "It wants a login."));
        Result(poor, "image pull on the node").Outcome.ShouldBe("failed");

        // A wrong login.
        Login(bed, registry.Host, "wrong-word-canary");
        var wrong = await program.OtherAsync("doctor", "--json");
        wrong.ExitCode.ShouldBe(1, wrong.Out);
        Result(wrong, $"registry {registry.Host}").ShouldBe(("failed", $"It refuses the login '{Registry.User}'."));
        wrong.Out.ShouldNotContain("wrong-word-canary");

        Login(bed, registry.Host, Registry.Password);
        var well = await program.OtherAsync("doctor", "--json", "--deep", "--image", $"docker://{registry.Host}/lab/gear:1.0");
        well.ExitCode.ShouldBe(0, well.Out);
        Result(well, $"registry {registry.Host}").Outcome.ShouldBe("ok");
        Result(well, "image pull on the node").ShouldBe(("ok", $"It is ready for {RuntimeProbe.Word("apptainer")}."));
        Directory.EnumerateFileSystemEntries(bed.Folder.Doctor).ShouldBeEmpty();

        // The image stands in the store that doctor tells of.
        Result(await program.OtherAsync("doctor", "--json"), "image store").Result.ShouldStartWith("1 image, ");
        Result(well, "image store").Result.ShouldContain("of 10.0 GiB (image_store_size)");
        (await program.OtherAsync("doctor", "--image", "gear")).ExitCode.ShouldBe(2, "an image is fetched on a node alone");

        await registry.StopAsync();
        Result(await program.OtherAsync("doctor", "--json"), $"registry {registry.Host}").ShouldBe(("failed", "It cannot be reached."));
    }

    private static void Login(EngineBed bed, string host, string password) =>
        DurableFile.Write(bed.Folder.RegistriesFile, $"registries:\n  {host}: {{username: {Registry.User}, password: {password}}}\n");

    private static (string Outcome, string Result) Result(ChildResult doctor, string check)
    {
        using var json = JsonDocument.Parse(doctor.Out);
        var found = json.RootElement.GetProperty("checks").EnumerateArray().Single(one => one.GetProperty("name").GetString() == check);
        return (found.GetProperty("outcome").GetString()!, found.GetProperty("result").GetString()!);
    }
}
