using System.Text.Json;
using HpcClient.Settings.Cast;

namespace HpcClient.Settings.Tests.Cast;

/// <summary>Settings files of the Python client that may lie beside the repository.</summary>
public sealed class RecordedSettingsTests
{
    private const string Own = "a file as the Python client's setup wrote it";

    private const string OwnText = """
        cast:
          cluster: slurm
          dry_run: false
          admin_contact_email: hpc-admin@example.org
          group_whitelist: false
          cast_on_tag: true
          show_script_template_values: false
          show_script_template_result: false
          show_commnd_template_result: false
          use_hold_engine: true
          scheduler_ram: 12G
          scheduler_cpu: '6'
        """;

    /// <summary>One of our own, and the recorded ones where they are there.</summary>
    public static TheoryData<string> Names() =>
        [Own, .. Folder() is { } folder ? Directory.EnumerateFiles(folder, "*.json").Select(f => Path.GetFileName(f)!) : []];

    [Theory]
    [MemberData(nameof(Names))]
    public void Settings_of_the_Python_client_are_understood(string name)
    {
        var result = CastSettingsReader.Parse(name == Own ? OwnText : Recorded(name), name);
        if (name == "slurm-both-selectors.json")
        {
            result.Faults.ShouldHaveSingleItem().Key.ShouldBe("cast_gear_whitelist");
            return;
        }

        result.Faults.ShouldBeEmpty();
        result.Settings!.Cluster.ShouldBe(name == Own ? "slurm" : name[..name.IndexOf('-', StringComparison.Ordinal)]);
    }

    private static string Recorded(string name)
    {
        using var scenario = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder()!, name)));
        return scenario.RootElement.GetProperty("cast_yml").GetString()!;
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
