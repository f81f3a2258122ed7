using HpcClient.Posix.Processes;

namespace HpcClient.Engine.Tests.Bed;

/// <summary>
/// A user of this machine without any rights, made for one test; root only. With ids of its own for rootless
/// containers, and with what a login would bring: a home and a runtime folder.
/// </summary>
internal sealed class TemporaryUser : IAsyncDisposable
{
    private TemporaryUser(string name, string home) => (Name, Home) = (name, home);

    public string Name { get; }

    public string Home { get; }

    public string RuntimeFolder => Path.Combine(Home, "runtime");

    public static async Task<TemporaryUser> AddAsync(string home)
    {
        if (!ProcessUser.IsRoot)
        {
            Assert.Skip("Only root can make another user: run the tests as root, or take the other tests, which run as you, for this.");
        }

        var name = $"fwt{Guid.NewGuid():N}"[..16];
        var first = 300_000 + (Random.Shared.Next(1000) * 70_000);
        await MustAsync("useradd", "--no-log-init", "--create-home", "--home-dir", home, "--user-group", "--shell", "/bin/sh", name);
        var user = new TemporaryUser(name, home);
        await MustAsync("usermod", "--add-subuids", $"{first}-{first + 65535}", "--add-subgids", $"{first}-{first + 65535}", name);
        Directory.CreateDirectory(user.RuntimeFolder);
        await user.OwnAsync(user.RuntimeFolder);
        File.SetUnixFileMode(user.RuntimeFolder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return user;
    }

    /// <summary>The command, as this user.</summary>
    public ChildCommand As(ChildCommand command) => command with
    {
        Program = "setpriv",
        Arguments = ["--reuid", Name, "--regid", Name, "--init-groups", "--inh-caps=-all", "--", command.Program, .. command.Arguments],
        WorkingDirectory = Home,
        Environment = new Dictionary<string, string?>(command.Environment)
        {
            ["HOME"] = Home, ["USER"] = Name, ["LOGNAME"] = Name, ["XDG_RUNTIME_DIR"] = RuntimeFolder, ["XDG_CONFIG_HOME"] = null, ["XDG_DATA_HOME"] = null,
        },
    };

    /// <summary>Gives this user a folder.</summary>
    public Task OwnAsync(string folder) => MustAsync("chown", "-R", $"{Name}:", folder);

    /// <summary>Ids of all processes of this user.</summary>
    public async Task<int[]> ProcessesAsync()
    {
        var listed = await ChildProcess.RunAsync(new ChildCommand { Program = "ps", Arguments = ["-U", Name, "-o", "pid="] }, TimeSpan.FromMinutes(1));
        return [.. listed.Out.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)];
    }

    public async ValueTask DisposeAsync()
    {
        // Files of Podman's store belong to ids that only root may touch: the test's root removes them with its folder.
        foreach (var arguments in new string[][] { ["system", "reset", "--force"], ["system", "migrate"] })
        {
            // "migrate" ends the process that holds the user's name space.
            await ChildProcess.RunAsync(As(new ChildCommand { Program = "podman", Arguments = arguments }), TimeSpan.FromMinutes(1));
        }

        await MustAsync("userdel", "--force", Name);
    }

    private static async Task MustAsync(string program, params string[] arguments)
    {
        var done = await ChildProcess.RunAsync(new ChildCommand { Program = program, Arguments = arguments }, TimeSpan.FromMinutes(1));
        done.Succeeded.ShouldBeTrue($"{program}: {done.Error}");
    }
}
