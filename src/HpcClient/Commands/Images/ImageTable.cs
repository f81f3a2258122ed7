using System.Globalization;
using HpcClient.Engine.Images.Store;
using HpcClient.Output;
using HpcClient.Wording;

namespace HpcClient.Commands.Images;

/// <summary>Images as a table of plain lines, one an image.</summary>
internal static class ImageTable
{
    private const double Gibibyte = 1L << 30;
    private const double Mebibyte = 1L << 20;
    private static readonly TableColumn[] Columns =
        [new("IMAGE") { IsCut = true, KeepsEnd = true }, new("SIZE") { IsNumber = true }, new("LAST USED (UTC)") { Leaves = 1 }, new("JOBS") { IsNumber = true, Leaves = 2 }, new("STATE")];

    /// <summary>The lines, with headings.</summary>
    /// <param name="images">The images, and what is known of each.</param>
    /// <param name="width">Columns of the terminal, to which the addresses are cut, at their beginning; null where there is none.</param>
    public static IEnumerable<string> Lines(IEnumerable<(StoredImage Image, EntryState State)> images, int? width)
    {
        return FittedTable.Lines(
            Columns,
            images.Select(row => (IReadOnlyList<string>)
            [
                LogWords.OneLine(row.Image.Source),
                Size(row.Image.Bytes),
                row.Image.LastUse.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
                row.Image.Users.ToString(CultureInfo.InvariantCulture),
                Word(row.State),
            ]),
            width);
    }

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
}
