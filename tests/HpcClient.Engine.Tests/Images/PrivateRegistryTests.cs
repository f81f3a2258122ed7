using System.Text.Json.Nodes;
using HpcClient.Engine.Tests.Bed;
using HpcClient.Posix.Processes;

namespace HpcClient.Engine.Tests.Images;

/// <summary>A registry as hospitals run theirs: TLS by an authority of their own, and a login.</summary>
public sealed class PrivateRegistryTests
{
    [Theory]
    [InlineData("apptainer")]
    [InlineData("podman")]
    public async Task With_the_authority_of_cast_yml_and_the_login_of_registries_yml_an_image_is_fetched(string runtime)
    {
        await RuntimeProbe.RequireAsync(runtime);
        await using var bed = await EngineBed.StartAsync(runtime);
        using var authority = new HospitalAuthority("Campus");
        await using var registry = await Registry.StartAsync(bed.In("registry"), withLogin: true, tls: authority);
        var name = $"lab/gear-{Guid.NewGuid():N}";
        var digest = await registry.PushAsync(name, "1.0", await GearImage.BusyboxAsync(bed.In("site")));
        await using var stored = new PodmanLeftover(runtime, $"{registry.Host}/{name}@{digest}");
        var gear = await bed.AddGearAsync(exchange: new JsonObject { ["rootfs-url"] = $"docker://{registry.Host}/{name}:1.0" });

        // An authority that nobody trusts.
        var untrusted = await FailAsync(bed, gear);
        untrusted.ShouldContain($"could not be fetched: the certificate of {registry.Host} is not trusted");
        untrusted.ShouldContain("Name its certificate authority with ca_bundle in cast.yml");

        // Trusted, and no login; other keys of the file may be wrong meanwhile.
        Directory.CreateDirectory(bed.Folder.Settings);
        await File.WriteAllTextAsync(Path.Combine(bed.Folder.Settings, "campus.pem"), authority.BundlePem);
        await File.WriteAllTextAsync(bed.Folder.CastFile, "cast:\n  cluster: slurm\n  cast_on_tag: true\n  ca_bundle: settings/campus.pem\n  max_cpu: many\n");
        (await FailAsync(bed, gear)).ShouldContain("the registry wants a login");

        // A wrong login.
        WriteLogin(bed, registry.Host, "wrongword");
        var refused = await FailAsync(bed, gear);
        refused.ShouldContain($"the registry refuses the login '{Registry.User}'");
        refused.ShouldContain(bed.Folder.RegistriesFile);

        WriteLogin(bed, registry.Host, Registry.Password);
        var job = await bed.AddJobAsync("cat link", gear);
        (await bed.RunAsync(job)).Exit.ShouldBe(EngineExit.Complete, await bed.Site.LogOfAsync(job));
        (await bed.Site.LogOfAsync(job)).ShouldContain("hidden\n");
        Directory.EnumerateFileSystemEntries(bed.Scratch).ShouldBeEmpty();
        bed.Console.ToString().ShouldNotContain(Registry.Password);

        // Open to others it is not read, and that is said.
        File.SetUnixFileMode(bed.Folder.RegistriesFile, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        var open = await FailAsync(bed, await bed.AddGearAsync(exchange: new JsonObject { ["rootfs-url"] = $"docker://{registry.Host}/{name}:2.0" }));
        open.ShouldContain("the registry wants a login");
        bed.Console.ToString().ShouldContain($"chmod 600 '{bed.Folder.RegistriesFile}'");
    }

    [Theory]
    [InlineData("apptainer")]
    [InlineData("podman")]
    public async Task An_ordinary_user_gets_the_image_and_nothing_of_its_environment(string runtime)
    {
        await RuntimeProbe.RequireAsync(runtime);
        await using var bed = await EngineBed.StartAsync(runtime);
        await using var user = await TemporaryUser.AddAsync(bed.In("home"));
        using var authority = new HospitalAuthority("Campus");
        await using var registry = await Registry.StartAsync(bed.In("registry"), withLogin: true, tls: authority);
        await registry.PushAsync("lab/gear", "1.0", await GearImage.BusyboxAsync(
            bed.In("site"), mode: UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead));
        WriteLogin(bed, registry.Host, Registry.Password);
        await File.WriteAllTextAsync(Path.Combine(bed.Folder.Settings, "campus.pem"), authority.BundlePem);
        await File.WriteAllTextAsync(bed.Folder.CastFile, "cast:\n  cluster: slurm\n  cast_on_tag: true\n  ca_bundle: settings/campus.pem\n");
        await bed.GiveToAsync(user);
        var gear = await bed.AddGearAsync(exchange: new JsonObject { ["rootfs-url"] = $"docker://{registry.Host}/lab/gear:1.0" });
        var job = await bed.AddJobAsync("cat link; echo \"image: $OF_THE_IMAGE\"; pwd", gear);

        using var engine = EngineProcess.Start(bed, job, user);
        var code = await engine.WaitAsync();

        var log = await bed.Site.LogOfAsync(job);
        code.ShouldBe((int)EngineExit.Complete, log);
        log.ShouldContain("hidden\nimage: \n/flywheel/v0\n");
        Directory.EnumerateFileSystemEntries(bed.Scratch).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("apptainer", "registries.yml")]
    [InlineData("apptainer", "variables")]
    [InlineData("apptainer", "docker")]
    [InlineData("podman", "registries.yml")]
    [InlineData("podman", "auth.json")]
    [InlineData("podman", "docker")]
    public async Task A_registry_with_a_token_service_takes_each_kind_of_login(string runtime, string login)
    {
        await RuntimeProbe.RequireAsync(runtime);
        await using var bed = await EngineBed.StartAsync(runtime);
        await using var registry = await Registry.StartAsync(bed.In("registry"), withTokens: true);
        var name = $"lab/gear-{Guid.NewGuid():N}";
        var digest = await registry.PushAsync(name, "1.0", await GearImage.BusyboxAsync(bed.In("site")));
        await using var stored = new PodmanLeftover(runtime, $"{registry.Host}/{name}@{digest}", $"{registry.Host}/{name}:1.0");
        var home = Directory.CreateDirectory(bed.In("home")).FullName;
        bed.Environment["HOME"] = home;
        switch (login)
        {
            case "registries.yml":
                WriteLogin(bed, registry.Host, Registry.Password);
                break;
            case "variables":
                bed.Environment["APPTAINER_DOCKER_USERNAME"] = Registry.User;
                bed.Environment["APPTAINER_DOCKER_PASSWORD"] = Registry.Password;
                break;
            case "docker":
                await WriteAuthAsync(Path.Combine(home, ".docker", "config.json"), registry.Host);
                break;
            default:
                bed.Environment["REGISTRY_AUTH_FILE"] = Path.Combine(home, "auth.json");
                await WriteAuthAsync(bed.Environment["REGISTRY_AUTH_FILE"], registry.Host);
                break;
        }

        var gear = await bed.AddGearAsync(exchange: new JsonObject { ["rootfs-url"] = $"docker://{registry.Host}/{name}:1.0" });
        var job = await bed.AddJobAsync("cat link", gear);
        using var engine = EngineProcess.Start(bed, job);
        var code = await engine.WaitAsync();

        var log = await bed.Site.LogOfAsync(job);
        code.ShouldBe((int)EngineExit.Complete, log);
        log.ShouldContain("hidden\n");

        // By digest: our own look at the registry was let in as well.
        Directory.EnumerateFiles(Path.Combine(bed.In("cache"), "tags")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_SIF_in_a_registry_is_fetched_with_the_admins_login()
    {
        await RuntimeProbe.RequireAsync("apptainer");
        await using var bed = await EngineBed.StartAsync("apptainer");
        await using var registry = await Registry.StartAsync(bed.In("registry"), withLogin: true);
        var sif = await GearImage.SifAsync();
        var reference = $"oras://{registry.Host}/lab/gear-{Guid.NewGuid():N}:1.0";
        var pushed = await ChildProcess.RunAsync(
            new ChildCommand
            {
                Program = "apptainer", Arguments = ["push", "--no-https", sif, reference],
                Environment = new Dictionary<string, string?> { ["APPTAINER_DOCKER_USERNAME"] = Registry.User, ["APPTAINER_DOCKER_PASSWORD"] = Registry.Password },
            },
            TimeSpan.FromMinutes(1));
        pushed.Succeeded.ShouldBeTrue(pushed.Error);
        WriteLogin(bed, registry.Host, Registry.Password);
        var gear = await bed.AddGearAsync(exchange: new JsonObject { ["rootfs-url"] = reference });
        var job = await bed.AddJobAsync("cat link", gear);

        (await bed.RunAsync(job)).Exit.ShouldBe(EngineExit.Complete, await bed.Site.LogOfAsync(job));

        Directory.EnumerateFiles(Path.Combine(bed.In("cache"), "images"), "sha256-*.sif").ShouldHaveSingleItem();
    }

    private static void WriteLogin(EngineBed bed, string host, string password)
    {
        Directory.CreateDirectory(bed.Folder.Settings);
        Posix.Files.DurableFile.Write(bed.Folder.RegistriesFile, $"registries:\n  {host}: {{username: {Registry.User}, password: '{password}'}}\n");
    }

    private static async Task WriteAuthAsync(string path, string host)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var auth = Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes($"{Registry.User}:{Registry.Password}"));
        await File.WriteAllTextAsync(path, new JsonObject { ["auths"] = new JsonObject { [host] = new JsonObject { ["auth"] = auth } } }.ToJsonString());
    }

    private static async Task<string> FailAsync(EngineBed bed, string gear)
    {
        var result = await bed.RunAsync(await bed.AddJobAsync("true", gear));
        result.Exit.ShouldBe(EngineExit.EngineFailed);
        result.Sentence.ShouldNotContain('\n');
        return result.Sentence;
    }
}
