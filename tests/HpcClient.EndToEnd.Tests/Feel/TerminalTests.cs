using HpcClient.EndToEnd.Tests.Machine;

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
}
