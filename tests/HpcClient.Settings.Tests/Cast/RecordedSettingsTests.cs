using System.Text.Json;
using HpcClient.Settings.Cast;

namespace HpcClient.Settings.Tests.Cast;

/// <summary>Settings files of the Python client that may lie beside the repository.</summary>
public sealed class RecordedSettingsTests
{
    [Fact]
    public void Settings_of_the_Python_client_are_understood()
    {
        var folder = Folder();
        Assert.SkipWhen(folder is null, "There is no folder shared/golden beside the repository.");
        foreach (var path in Directory.EnumerateFiles(folder, "*.json"))
        {
            using var scenario = JsonDocument.Parse(File.ReadAllText(path));
            var result = CastSettingsReader.Parse(scenario.RootElement.GetProperty("cast_yml").GetString()!, path);
            if (scenario.RootElement.GetProperty("name").GetString() == "slurm-both-selectors")
            {
                result.Faults.ShouldHaveSingleItem().Key.ShouldBe("cast_gear_whitelist");
            }
            else
            {
                result.Faults.ShouldBeEmpty(path);
                var name = Path.GetFileNameWithoutExtension(path);
                result.Settings!.Cluster.ShouldBe(name[..name.IndexOf('-', StringComparison.Ordinal)]);
            }
        }
    }

    private static string? Folder()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "HpcClient.slnx")))
        {
            root = root.Parent;
        }

        var folder = root is null ? null : Path.Combine(root.FullName, "..", "shared", "golden");
        return Directory.Exists(folder) ? folder : null;
    }
}
