using System.Text.RegularExpressions;
using HpcClient.Settings.Cast;
using HpcClient.Settings.Yaml;

namespace HpcClient.Settings.Images;

/// <summary>Reads <c>image_map</c>, and notes all that is wrong with it.</summary>
internal static partial class ImageMapReader
{
    private const string Example = "{docker.io: mirror.example.org/hub, dcm2niix: /shared/sif/dcm2niix.sif}";

    /// <summary>The map; null when there is no group of names. It counts only when no fault was found.</summary>
    public static IReadOnlyList<ImageReplacement>? Read(ValueReader reader)
    {
        if (reader.Value is not YamlMap map)
        {
            return reader.Refuse<IReadOnlyList<ImageReplacement>>(
                $"This must be a group of names with what stands in for each, not {reader.Value.Description}.", $"Write it as {Example}.");
        }

        var lines = new List<ImageReplacement>();
        foreach (var (name, place, value) in reader.Lines(map))
        {
            if (From().Match(name) is not { Success: true })
            {
                place.Refuse<string>($"'{name}' is neither a gear's name (with @VERSION where you like) nor the beginning of an image's address.", "Write a name such as dcm2niix, or an address such as docker.io/flywheel.");
                continue;
            }

            var line = new ImageReplacement(name, "");
            if (value.Word() is not { } to)
            {
                continue;
            }

            if (IsFile(to))
            {
                if (line.IsOfAddress)
                {
                    value.Refuse<string>("One file cannot stand in for all images of a registry.", "Name a registry here, or the gear on the left.");
                    continue;
                }
            }
            else if (!To().IsMatch(to))
            {
                value.Refuse<string>($"{value.Value.Description} is neither an image's address nor the full path of a .sif file.", "Write an address such as mirror.example.org/hub or oras://mirror.example.org/gear:1, or a path such as /shared/sif/gear.sif.");
                continue;
            }

            lines.Add(line with { To = to });
        }

        return lines;
    }

    private static bool IsFile(string to) => to.StartsWith('/') && to.EndsWith(".sif", StringComparison.Ordinal) && !to.Any(char.IsControl);

    [GeneratedRegex(@"\A([A-Za-z0-9][A-Za-z0-9._-]*(@[A-Za-z0-9][A-Za-z0-9._+-]*)?|((docker|oras|https)://)?[A-Za-z0-9][A-Za-z0-9._-]*(:[0-9]{1,5})?(/[A-Za-z0-9._-]+)*/?)\z", RegexOptions.CultureInvariant)]
    private static partial Regex From();

    [GeneratedRegex(@"\A((docker|oras|https)://)?[A-Za-z0-9][A-Za-z0-9._-]*(:[0-9]{1,5})?(/[A-Za-z0-9][A-Za-z0-9._-]*)*/?(:[A-Za-z0-9_][A-Za-z0-9._-]*)?(@sha256:[0-9a-f]{64})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex To();
}
