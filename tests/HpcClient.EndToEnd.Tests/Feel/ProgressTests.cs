using System.Text.Json.Nodes;
using HpcClient.EndToEnd.Tests.Machine;
using HpcClient.Posix.Processes;

namespace HpcClient.EndToEnd.Tests.Feel;

/// <summary>What takes over a second says so, on a terminal and nowhere else.</summary>
public sealed class ProgressTests
{
    [Fact]
    public async Task It_is_seen_while_something_is_slow_and_gone_afterwards()
    {
        await using var site = await SlowAsync();
        Directory.CreateDirectory(site.In("bin"));
        ExecutableScript.Write(site.In("bin", "sinfo"), $"#!/bin/bash\n{Waits(site)}\nexit 1\n");
        await using var terminal = await Tmux.StartAsync();
        foreach (var (command, progress) in ((string, string)[])[
            ($"images verify --folder {site.Hpc}", "working on the images ("),
            ($"images prune --all --dry-run --folder {site.Hpc}", "working on the images ("),
            ($"setup --upgrade --yes --folder {site.Hpc}", "reading the settings ("),
            ($"setup --yes --folder {site.In("new")}", "looking round on this machine ("),
        ])
        {
            var (code, shown) = await RunAsync(terminal, site, $"PATH={site.In("bin")}:$PATH fw-hpc-client {command}", progress);

            code.ShouldBe(0, shown);
            shown.ShouldNotContain(progress);
        }
    }

    [Fact]
    public async Task With_json_the_document_alone_is_left_on_the_terminal_and_in_a_pipe_or_file_nothing_is_seen()
    {
        await using var site = await SlowAsync();
        await using var terminal = await Tmux.StartAsync();
        foreach (var (command, progress) in ((string, string)[])[("images list", "working on the images ("), ("config show", "reading the settings (")])
        {
            var (_, shown) = await RunAsync(terminal, site, $"fw-hpc-client {command} --json --folder {site.Hpc}", progress);

            JsonNode.Parse(shown[..shown.LastIndexOf("exit=", StringComparison.Ordinal)]).ShouldNotBeNull();
        }

        await File.AppendAllTextAsync(site.In("hpc", "settings", "credentials.sh"), $"touch {site.In("go")}\nsleep 1.5\n");
        var (_, piped) = await terminal.RunAsync($"touch {site.In("go")}; fw-hpc-client images list --folder {site.Hpc} 2>&1 | od -An -c | grep -c '[\\]r'");
        var (_, filed) = await terminal.RunAsync($"fw-hpc-client images list --folder {site.Hpc} 2> {site.In("said")}; wc -c < {site.In("said")}");

        piped.ShouldStartWith("0\n");
        filed.ShouldContain("\n0\nexit=0");
    }

    private static async Task<(int Code, string Shown)> RunAsync(Tmux terminal, Installation site, string command, string progress)
    {
        File.Delete(site.In("go"));
        await terminal.BeginAsync(command);
        await terminal.SeesAsync(progress);
        await File.WriteAllTextAsync(site.In("go"), "");
        return await terminal.EndAsync();
    }

    private static async Task<Installation> SlowAsync()
    {
        var site = await Installation.StartAsync();
        await File.AppendAllTextAsync(site.In("hpc", "settings", "credentials.sh"), $"{Waits(site)}\n");
        return site;
    }

    // As long as it takes to be seen.
    private static string Waits(Installation site) => $"while [ ! -e '{site.In("go")}' ]; do sleep 0.05; done";
}
