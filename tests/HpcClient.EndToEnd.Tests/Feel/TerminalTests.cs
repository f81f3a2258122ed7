using HpcClient.EndToEnd.Tests.Machine;
using HpcClient.Posix.Processes;

namespace HpcClient.EndToEnd.Tests.Feel;

/// <summary>In a real terminal of 80 columns.</summary>
public sealed class TerminalTests
{
    private const int Width = 80;
    private const string Codes = "\e[";

    [Fact]
    public async Task Tables_fit_colours_show_and_NO_COLOR_and_a_dumb_terminal_have_none()
    {
        await using var site = await Installation.StartAsync();
        await site.GearAsync("a-gear-with-quite-a-long-name", "#!/bin/bash\nwc -l < input/notes/notes.txt > output/lines.txt\n");
        var job = await site.LaunchAsync("a-gear-with-quite-a-long-name", "one-tag-that-is-long", "another-tag-that-is-long");
        await site.SweepUntilOverAsync(job);
        await site.SweepAsync();
        await using var terminal = await Tmux.StartAsync(Width);

        foreach (var command in (string[])[
            $"fw-hpc-client jobs --folder {site.Hpc}", $"fw-hpc-client report --by gear --by user --folder {site.Hpc}", $"fw-hpc-client images list --folder {site.Hpc}",
            $"fw-hpc-client site gear list --data {site.SiteData}", $"fw-hpc-client site jobs --data {site.SiteData}", $"fw-hpc-client site files lab/study --data {site.SiteData}",
            "fw-hpc-client config explain", "fw-hpc-client jobs --help"])
        {
            var (code, shown) = await terminal.RunAsync(command);
            code.ShouldBe(0, shown);

            // A sentence may be broken by the terminal; a table may not.
            shown.Split('\n').Where(line => line.Length > Width && !line.TrimEnd().EndsWith('.')).ShouldBeEmpty(command);
            shown.ShouldNotContain("   at HpcClient");
        }

        (await terminal.RunAsync($"fw-hpc-client jobs --folder {site.Hpc}")).Shown.ShouldContain(job, customMessage: "an id is never cut");
        await terminal.RunAsync($"fw-hpc-client doctor --folder {site.Hpc}");
        (await terminal.LookAsync(withCodes: true)).ShouldContain($"{Codes}32mok");
        foreach (var quiet in (string[])["NO_COLOR=1", "TERM=dumb"])
        {
            var (code, _) = await terminal.RunAsync($"{quiet} fw-hpc-client doctor --folder {site.Hpc}");
            code.ShouldBe(0);
            (await terminal.LookAsync(withCodes: true)).ShouldNotContain(Codes);
        }

        // In a pipe neither colours nor cuts.
        (await terminal.RunAsync($"fw-hpc-client doctor --folder {site.Hpc} | cat -v | grep -c '\\^\\['")).Shown.ShouldStartWith("0\nexit=1.");
    }

    [Fact]
    public async Task Ctrl_C_ends_what_waits_with_130_a_clean_prompt_and_nothing_left_behind()
    {
        await using var site = await Installation.StartAsync();
        await site.GearAsync("sleeper", "#!/bin/bash\nexit 0\n");
        var link = site.In("hpc", "logs", "temp", "engine");
        var mark = 100_000 + Random.Shared.Next(100_000);
        File.Delete(link);
        ExecutableScript.Write(link, $"#!/bin/bash\nexec sleep {mark}\n");
        await using var terminal = await Tmux.StartAsync(Width);

        // doctor --deep, while its probe is at work: with progress, which goes away.
        await terminal.BeginAsync($"fw-hpc-client doctor --deep --folder {site.Hpc}");
        await Eventually.TrueAsync(async () => (await Product.RunAsync("pgrep", ["-f", $"sleep {mark}"])).Succeeded, "the probe runs");
        await terminal.SeesAsync("checking, ");
        await terminal.PressAsync("C-c");
        var (code, shown) = await terminal.EndAsync();
        code.ShouldBe(130, shown);
        shown.ShouldNotContain("   at HpcClient");
        shown.ShouldNotContain("checking, ");
        await Eventually.TrueAsync(async () => !(await Product.RunAsync("pgrep", ["-f", $"sleep {mark}"])).Succeeded, "the probe was cancelled");
        Directory.EnumerateFileSystemEntries(site.In("hpc", "logs", "generated")).ShouldBeEmpty();

        // A question.
        File.WriteAllText(site.In("hpc", "settings", "cast.yml"), "cast:\n  cluster: local\n  cast_on_tag: true\n");
        var before = await File.ReadAllTextAsync(site.In("hpc", "settings", "cast.yml"));
        await terminal.BeginAsync($"fw-hpc-client setup --upgrade --folder {site.Hpc}");
        await terminal.SeesAsync("Change this? [y/N]");
        await terminal.PressAsync("C-c");
        (await terminal.EndAsync()).Code.ShouldBe(130);
        (await File.ReadAllTextAsync(site.In("hpc", "settings", "cast.yml"))).ShouldBe(before);
        Directory.Exists(site.In("hpc", "settings", "kept")).ShouldBeFalse();

        var job = await site.LaunchAsync("sleeper");

        // serve is told to stop, which is no failure.
        await terminal.BeginAsync($"fw-hpc-client serve --folder {site.Hpc}");
        await terminal.SeesAsync(job);
        await terminal.PressAsync("C-c");
        var served = await terminal.EndAsync();
        served.Code.ShouldBe(0, served.Shown);
        served.Shown.ShouldNotContain("   at HpcClient");
    }
}
