using System.Globalization;
using System.Text.RegularExpressions;
using HpcClient.Settings.Images;
using HpcClient.Settings.Yaml;

namespace HpcClient.Settings.Cast;

/// <summary>The keys about gears' images.</summary>
internal static partial class ImageKeys
{
    private const int MostTagMinutes = 43_200; // 30 days

    private const string MapSample = """

          docker.io: mirror.example.org/hub
          dcm2niix: /shared/sif/dcm2niix.sif
          fmriprep@1.2.3: docker://mirror.example.org/gears/fmriprep:1.2.3
        """;

    public static readonly IReadOnlyList<CastKey> All =
    [
        new("image_map", "What stands in for the images of a registry (a mirror) or of a gear (a mirror or a SIF file).", MapSample, false,
            (s, v) => ImageMapReader.Read(v) is { } x ? s with { Images = s.Images with { Map = x } } : null, s => Show(s.Images.Map)) { Form = KeyForm.Group with { Words = "registries or gears (NAME, NAME@VERSION) with an address or a file each" }, Page = "images.md#a-mirror-or-another-image" },
        new("sif_folder", "Folder with prepared images, NAME-VERSION.sif or NAME_VERSION.sif, that stand in for gears' own. On a path that the nodes see.", "/shared/sif", false,
            (s, v) => v.Word() is { } x ? s with { Images = s.Images with { SifFolder = x } } : null, s => s.Images.SifFolder is { } x ? YamlQuote.Inline(x) : null) { Detail = "A relative path counts from the folder.", Form = KeyForm.Text with { Words = "a path" }, Page = "images.md#a-prepared-sif-in-place-of-an-image" },
        new("image_store_size", "How much converted images may take together; then those unused for longest go. No limit when absent.", "500G", false,
            (s, v) => Bytes(v) is { } x ? s with { Images = s.Images with { StoreBytes = x } } : null, s => s.Images.StoreBytes is { } x ? Size(x) : null) { Absent = "no limit", Form = KeyForm.Size with { Words = "whole gigabytes or terabytes, such as 500G or 2T" }, Detail = "One that a job uses never goes.", Page = "images.md#where-images-are-kept" },
        new("image_tag_minutes", "For how many minutes a tag such as :latest counts as the image that it last was; 0: the registry is asked by each job.",
            Text(ImageSettings.DefaultTagMinutes), false,
            (s, v) => v.Whole(0, MostTagMinutes) is { } x ? s with { Images = s.Images with { TagMinutes = x } } : null, s => Text(s.Images.TagMinutes)) { Form = KeyForm.Whole(0, MostTagMinutes), Page = "images.md#tags-that-move" },
        new("nodes_fetch_images", "false: nodes have no internet; images come by 'fw-hpc-client images pull' on the login node.", "true", false,
            (s, v) => v.Bool() is { } x ? s with { Images = s.Images with { NodesFetch = x } } : null, s => s.Images.NodesFetch ? "true" : "false") { Form = KeyForm.Truth, Page = "images.md#nodes-without-internet" },
    ];

    private static long? Bytes(ValueReader value)
    {
        if (value.Word() is not { } text)
        {
            return null;
        }

        if (Amount().Match(text) is { Success: true } match
            && long.Parse(match.Groups["number"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) is > 0 and var number)
        {
            return number << (match.Groups["unit"].Value == "T" ? 40 : 30);
        }

        value.Refuse<string>($"{value.Value.Description} is no size.", "Write whole gigabytes or terabytes, such as 500G or 2T.");
        return null;
    }

    private static string? Show(IReadOnlyList<ImageReplacement> map) => map.Count == 0 ? null
        : string.Concat(map.Select(line => $"\n    {YamlQuote.Inline(line.From)}: {YamlQuote.Inline(line.To)}"));

    private static string Size(long bytes) => Text(bytes >> 30) + "G";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A(?<number>[0-9]{1,6})(?<unit>[GT])\z", RegexOptions.CultureInvariant)]
    private static partial Regex Amount();
}
