using System.Text.Json.Nodes;
using HpcClient.EndToEnd.Tests.Machine;
using HpcClient.Posix.Processes;

namespace HpcClient.EndToEnd.Tests.Feel;

/// <summary>What takes over a second says so, on a terminal and nowhere else.</summary>
public sealed class ProgressTests
{
    // Longer than the second after which progress is shown.
    private const string Slow = "sleep 1.7";

    [Fact]
    public async Task It_is_seen_while_something_is_slow_and_gone_afterwards()
    {
        await using var site = await SlowAsync();
        Directory.CreateDirectory(site.In("bin"));
        ExecutableScript.Write(site.In("bin", "sinfo"), $"#!/bin/bash\n{Slow}\nexit 1\n");
        await using var terminal = await Tmux.StartAsync();
        foreach (var (command, progress) in ((string, string)[])[
            ($"images verify --folder {site.Hpc}", "working on the images ("),
            ($"images prune --all --dry-run --folder {site.Hpc}", "working on the images ("),
            ($"setup --upgrade --yes --folder {site.Hpc}", "reading the settings ("),
            ($"setup --yes --folder {site.In("new")}", "looking round on this machine ("),
        ])
        {
            await terminal.BeginAsync($"PATH={site.In("bin")}:$PATH fw-hpc-client {command}");
            await terminal.SeesAsync(progress);
            var (code, shown) = await terminal.EndAsync();

            code.ShouldBe(0, shown);
            shown.ShouldNotContain(progress);
        }
    }

    [Fact]
    public async Task With_json_the_document_alone_is_left_on_the_terminal_and_in_a_pipe_or_file_nothing_is_seen()
    {
        await using var site = await SlowAsync();
        await using var terminal = await Tmux.StartAsync();
        foreach (var command in (string[])["images list", "images pull no-such-gear 2> /dev/null", "config show"])
        {
            var (_, shown) = await terminal.RunAsync($"fw-hpc-client {command} --json --folder {site.Hpc}");
            JsonNode.Parse(shown[..shown.LastIndexOf("exit=", StringComparison.Ordinal)]).ShouldNotBeNull();
        }

        var (_, piped) = await terminal.RunAsync($"fw-hpc-client images list --folder {site.Hpc} 2>&1 | od -An -c | grep -c '[\\]r'");
        var (_, filed) = await terminal.RunAsync($"fw-hpc-client images list --folder {site.Hpc} 2> {site.In("said")}; wc -c < {site.In("said")}");

        piped.ShouldStartWith("0\n");
        filed.ShouldContain("\n0\nexit=0");
    }

    private static async Task<Installation> SlowAsync()
    {
        var site = await Installation.StartAsync();
        await File.AppendAllTextAsync(site.In("hpc", "settings", "credentials.sh"), $"{Slow}\n");
        return site;
    }
}
