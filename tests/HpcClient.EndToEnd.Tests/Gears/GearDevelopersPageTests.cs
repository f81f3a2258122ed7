using System.Text.RegularExpressions;
using HpcClient.EndToEnd.Tests.Machine;

namespace HpcClient.EndToEnd.Tests.Gears;

/// <summary>What the manual shows to gear developers is what they get: its files are made, its commands run, its outputs compared.</summary>
public sealed partial class GearDevelopersPageTests
{
    [Fact]
    public async Task Each_command_of_the_page_prints_what_the_page_shows()
    {
        var page = await File.ReadAllTextAsync(Repository.PathOf("docs", "gear-developers.md"), TestContext.Current.CancellationToken);
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.In("line-count"));
        var (compared, manifests, run) = (0, 0, "");
        foreach (Match block in Block().Matches(page))
        {
            var (language, text) = (block.Groups[1].Value, block.Groups[2].Value);
            switch (language)
            {
                case "json":
                    await File.WriteAllTextAsync(folder.In("line-count", "manifest.json"), text, TestContext.Current.CancellationToken);
                    if (manifests++ > 0)
                    {
                        ExecutableScript.Write(folder.In("line-count", "run"), run);
                    }

                    break;
                case "bash":
                    await File.WriteAllTextAsync(folder.In("line-count", "run"), run = text, TestContext.Current.CancellationToken);
                    break;
                case "sh":
                    await ShellAsync(folder.Path, text);
                    break;

                // A conversion takes seconds, and has tests of its own.
                case "" when text.StartsWith("$ fw-hpc-client ", StringComparison.Ordinal) && !text.Contains("--image ", StringComparison.Ordinal):
                    var lines = text.Split('\n', 2);
                    Comparable(await ShellAsync(folder.Path, lines[0][2..]), folder.Path).ShouldBe(Comparable(lines[1], folder.Path), lines[0]);
                    compared++;
                    break;
            }
        }

        compared.ShouldBe(5);
    }

    private static async Task<string> ShellAsync(string folder, string command) => (await Product.RunAsync(
        "bash",
        ["-c", $"cd '{folder}' && PATH='{Path.GetDirectoryName(Product.Client)}':$PATH; {{ {command}\n}} 2>&1"])).Out;

    // The reader's home, and what differs from run to run: use of memory and CPUs.
    private static string Comparable(string text, string folder) =>
        Usage().Replace(text.Replace(folder, "/home/ada", StringComparison.Ordinal), "# had so much").TrimEnd();

    [GeneratedRegex("^```([a-z]*)\\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("^# had .*$", RegexOptions.Multiline)]
    private static partial Regex Usage();
}
