using System.Globalization;
using HpcClient.Engine.Images.Store;
using HpcClient.Output;

namespace HpcClient.Commands.Images;

/// <summary>Images as a table of plain lines, one an image.</summary>
internal static class ImageTable
{
    private const double Gibibyte = 1L << 30;
    private const double Mebibyte = 1L << 20;
    private const int Gap = 2;
    private static readonly string[] Names = ["IMAGE", "SIZE", "LAST USED (UTC)", "JOBS", "STATE"];

    /// <summary>The lines, with headings.</summary>
    /// <param name="images">The images, and what is known of each.</param>
    /// <param name="width">Columns of the terminal, to which the addresses are cut, at their beginning; null where there is none.</param>
    public static IEnumerable<string> Lines(IEnumerable<(StoredImage Image, EntryState State)> images, int? width)
    {
        string[][] rows = [Names, .. images.Select(row => new[]
        {
            LogWords.OneLine(row.Image.Source),
            Size(row.Image.Bytes),
            row.Image.LastUse.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
            row.Image.Users.ToString(CultureInfo.InvariantCulture),
            Word(row.State),
        })];
        var widths = Enumerable.Range(0, Names.Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        if (width is { } all)
        {
            widths[0] = Math.Min(widths[0], Math.Max(Names[0].Length, all - widths.Skip(1).Sum(w => w + Gap)));
        }

        var gap = new string(' ', Gap);
        return rows.Select(row =>
            $"{Cut(row[0], widths[0]).PadRight(widths[0])}{gap}{row[1].PadLeft(widths[1])}{gap}{row[2].PadRight(widths[2])}{gap}{row[3].PadLeft(widths[3])}{gap}{row[4]}");
    }

    /// <summary>Columns of the terminal; null where there is none.</summary>
    public static int? Width() => !Console.IsOutputRedirected && Console.WindowWidth is > 0 and var width ? width : null;

    /// <summary>Bytes as a person reads them.</summary>
    public static string Size(long bytes) => bytes >= Gibibyte
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / Gibibyte:0.0} GiB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / Mebibyte:0.0} MiB");

    /// <summary>A state in one word.</summary>
    public static string Word(EntryState state) => state switch
    {
        EntryState.Good => "good",
        EntryState.Damaged => "damaged",
        EntryState.Missing => "incomplete",
        _ => "unchecked",
    };

    // What tells images apart stands at the end.
    private static string Cut(string text, int room) => text.Length <= room ? text : "…" + text[^(room - 1)..];
}
