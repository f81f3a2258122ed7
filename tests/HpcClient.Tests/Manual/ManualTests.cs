using System.Text.RegularExpressions;
using System.Xml.Linq;
using HpcClient.Casting.Ledger;
using HpcClient.Posix.Processes;
using HpcClient.Settings.Cast;

namespace HpcClient.Tests.Manual;

/// <summary>The manual in <c>docs/</c> holds together, and says what the code says.</summary>
public sealed partial class ManualTests
{
    private static string Docs => Repository.PathOf("docs");

    [Fact]
    public async Task The_manual_is_built_without_a_warning()
    {
        Assert.SkipWhen(Executables.Find("mkdocs") is null, "mkdocs is not on this machine");
        using var folder = new TemporaryFolder();

        var built = await ChildProcess.RunAsync(
            new() { Program = "mkdocs", Arguments = ["build", "--strict", "--quiet", "--config-file", Repository.PathOf("mkdocs.yml"), "--site-dir", folder.In("site")] },
            TimeSpan.FromMinutes(2),
            cancellationToken: TestContext.Current.CancellationToken);

        built.Succeeded.ShouldBeTrue(built.Out + built.Error);
        File.Exists(folder.In("site", "start-here.html")).ShouldBeTrue();
        File.ReadAllText(folder.In("site", "start-here.html")).ShouldNotContain("fonts.googleapis");
    }

    // mkdocs of Debian 12 looks at files only: a heading that was renamed would break a link unseen.
    [Fact]
    public void Every_link_leads_to_a_page_and_a_heading_that_are_there()
    {
        var broken =
            from page in Directory.GetFiles(Docs, "*.md", SearchOption.AllDirectories)
            from Match link in Link().Matches(WithoutCode(File.ReadAllText(page)))
            let target = link.Groups[1].Value
            where !target.Contains("://", StringComparison.Ordinal) && !IsThere(page, target)
            select $"{Path.GetRelativePath(Docs, page)}: {target}";

        broken.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("researchers.md")]
    [InlineData("troubleshooting.md")]
    public void Messages_that_the_manual_explains_are_messages_of_the_code(string page)
    {
        var code = string.Join('\n', Directory.GetFiles(Repository.PathOf("src"), "*.cs", SearchOption.AllDirectories).Where(file => !file.Contains("/obj/")).Select(File.ReadAllText));
        var quoted = File.ReadLines(Path.Combine(Docs, page))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .SelectMany(line => Quote().Matches(line.Split('|')[1]).Select(match => match.Groups[1].Value))
            .Where(text => char.IsUpper(text[0]) || text.Contains(' '))
            .ToArray();

        quoted.ShouldNotBeEmpty();
        quoted.SelectMany(text => text.Split('…', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Where(part => !code.Contains(part, StringComparison.Ordinal) && !Numberless(code, part))
            .ShouldBeEmpty();
    }

    [Fact]
    public void Each_command_of_the_page_for_newcomers_stands_in_a_block_that_a_test_runs()
    {
        var page = File.ReadAllText(Path.Combine(Docs, "start-here.md"));

        Quote().Matches(WithoutCode(page)).Select(match => match.Groups[1].Value).Where(code => code.StartsWith("fw-hpc-client ", StringComparison.Ordinal)).ShouldBeEmpty();
        Opening().Matches(page).Select(match => match.Groups[1].Value).ShouldAllBe(language => language == "sh");
    }

    [Fact]
    public void Settings_that_the_manual_shows_are_settings_without_a_fault()
    {
        var faults =
            from page in Directory.GetFiles(Docs, "*.md", SearchOption.AllDirectories)
            from Match block in Yaml().Matches(File.ReadAllText(page))
            from fault in CastSettingsReader.Parse(Whole($"cast:\n{block.Groups[1].Value}"), "cast.yml").Faults
            select $"{Path.GetRelativePath(Docs, page)}: {fault}";

        faults.ShouldBeEmpty();
    }

    [Fact]
    public void Every_variable_that_the_code_reads_is_in_the_manual()
    {
        var manual = string.Concat(Directory.GetFiles(Docs, "*.md", SearchOption.AllDirectories).Select(File.ReadAllText));

        Directory.GetFiles(Repository.PathOf("src"), "*.cs", SearchOption.AllDirectories).Where(file => !file.Contains("/obj/"))
            .SelectMany(file => Variable().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value).Distinct()
            .Where(name => !manual.Contains(name, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void Pictures_can_be_read_without_being_seen()
    {
        foreach (var picture in Directory.GetFiles(Path.Combine(Docs, "pictures"), "*.svg"))
        {
            XNamespace svg = "http://www.w3.org/2000/svg";
            var root = XDocument.Load(picture).Root.ShouldNotBeNull();
            root.Elements(svg + "title").Concat(root.Elements(svg + "desc")).Select(element => element.Value).ShouldAllBe(text => text.Length > 10, picture);
            new FileInfo(picture).Length.ShouldBeLessThan(200_000, picture);
        }

        Directory.GetFiles(Docs, "*.md", SearchOption.AllDirectories).SelectMany(page => Image().Matches(File.ReadAllText(page))).ShouldAllBe(image => image.Groups[1].Length > 20);
    }

    [Fact]
    public void The_picture_of_states_shows_exactly_those_of_the_ledger()
    {
        var shown = XDocument.Load(Path.Combine(Docs, "pictures", "states-of-a-job.svg")).Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value);

        shown.Where(text => Enum.TryParse<LedgerState>(text, ignoreCase: true, out _)).ShouldBe(Enum.GetNames<LedgerState>().Select(name => name.ToLowerInvariant()), ignoreOrder: true);
    }

    // A piece that shows a few keys stands for a file that has what every file must have.
    private static string Whole(string text) =>
        text.Contains("cluster:", StringComparison.Ordinal) ? text
        : text.Replace("cast:\n", $"cast:\n  cluster: slurm\n{(text.Contains("cast_", StringComparison.Ordinal) ? "" : "  cast_on_tag: true\n")}", StringComparison.Ordinal);

    // Where the code puts a number, the page shows one.
    private static bool Numberless(string code, string part) =>
        Regex.IsMatch(code, Regex.Replace(Regex.Escape(part), "[0-9]+", "\\{[^}]+\\}"));

    private static bool IsThere(string page, string target)
    {
        var parts = target.Split('#', 2);
        var file = parts[0].Length == 0 ? page : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, parts[0]));
        return File.Exists(file) && (parts.Length == 1 || Headings(file).Contains(parts[1]));
    }

    private static IEnumerable<string> Headings(string file) =>
        WithoutCode(File.ReadAllText(file)).Split('\n').Where(line => line.StartsWith('#')).Select(line => Anchor(line.TrimStart('#').Trim()));

    // As the toc extension makes them: lower case, letters and digits, a dash for blanks.
    private static string Anchor(string heading) =>
        Dashes().Replace(NoWord().Replace(heading.Replace("`", "", StringComparison.Ordinal), "").Trim().ToLowerInvariant(), "-");

    private static string WithoutCode(string text) => Fence().Replace(text, "");

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quote();

    [GeneratedRegex("\"((?:ENGINE|FW_HPC|SCITRAN)_[A-Z_]+)\"")]
    private static partial Regex Variable();

    [GeneratedRegex(@"!\[([^\]]*)\]")]
    private static partial Regex Image();

    [GeneratedRegex("^```yaml\ncast:\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Yaml();

    [GeneratedRegex("^```(.+)$", RegexOptions.Multiline)]
    private static partial Regex Opening();

    [GeneratedRegex(@"[^\w\s-]")]
    private static partial Regex NoWord();

    [GeneratedRegex(@"[-\s]+")]
    private static partial Regex Dashes();

    [GeneratedRegex(@"^```.*?^```\s*$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
