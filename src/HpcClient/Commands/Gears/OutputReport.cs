using HpcClient.Engine.Local;
using HpcClient.Gears.Invocations;
using HpcClient.Gears.Outputs;
using HpcClient.Output;

namespace HpcClient.Commands.Gears;

/// <summary>Tells what a gear left, and what it says of it.</summary>
internal static class OutputReport
{
    private const int MostFiles = 20;
    private const int MostLines = 60;

    /// <summary>Writes it.</summary>
    public static void Write(string folder, LocalGearEnd end, TextWriter text)
    {
        text.WriteLine(end.Files.Count == 0 ? "# It left no files." : $"# {end.Files.Count} file{(end.Files.Count == 1 ? "" : "s")} in {folder}:");
        foreach (var name in end.Files.Take(MostFiles))
        {
            text.WriteLine($"#   {OneLine.Of(name)}");
        }

        if (end.Files.Count > MostFiles)
        {
            text.WriteLine($"#   and {end.Files.Count - MostFiles} more");
        }

        if (end.Metadata is not { } metadata)
        {
            return;
        }

        text.WriteLine("# Its .metadata.json:");
        var lines = ConfigText.Of(metadata).TrimEnd('\n').Split('\n');
        foreach (var line in lines.Take(MostLines))
        {
            text.WriteLine($"#   {OneLine.Of(line)}");
        }

        if (lines.Length > MostLines)
        {
            text.WriteLine($"#   and {lines.Length - MostLines} more lines, in {Path.Combine(folder, ".metadata.json")}");
        }

        foreach (var odd in MetadataCheck.Of(metadata, [.. end.Files]))
        {
            text.WriteLine($"# warning: .metadata.json {OneLine.Of(odd)}");
        }
    }
}
