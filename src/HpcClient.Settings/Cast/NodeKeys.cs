using HpcClient.Settings.Yaml;

namespace HpcClient.Settings.Cast;

/// <summary>The keys that the engine on the nodes goes by.</summary>
internal static class NodeKeys
{
    public static readonly IReadOnlyList<CastKey> All =
    [
        new("scratch", "Folder of running jobs on the nodes' own disks: auto (the scheduler's folder of the job, else the shared one), shared, or a path such as /scratch/$USER.", CastSettings.DefaultScratch, false,
            (s, v) => Scratch(v) is { } x ? s with { Scratch = x } : null, s => YamlQuote.Inline(s.Scratch)) { Form = KeyForm.Text with { Words = "auto, shared, or a full path, which may hold variables of the job" }, Page = "runtimes.md#where-the-jobs-files-are-scratch" },
        new("binds", "Folders of the nodes that all gears see: SRC, SRC:DST or SRC:DST:ro.", "[\"/data/atlases:/atlases:ro\"]", false,
            (s, v) => v.Each(BindMount.Read, "Write SRC, SRC:DST or SRC:DST:ro with full paths, such as /data/atlases:/atlases:ro.") is { } x ? s with { Binds = x } : null,
            s => s.Binds.Count == 0 ? null : $"[{string.Join(", ", s.Binds.Select(bind => YamlQuote.Inline(bind.ToString())))}]") { Form = KeyForm.Texts with { Words = "a list of SRC, SRC:DST or SRC:DST:ro with full paths" }, Page = "runtimes.md#what-gears-see-of-the-node-binds" },
        new(CastSettings.GearNetworkKey, "always: gears have the node's network; capability: only those whose manifest names the capability networking.", "always", false,
            (s, v) => Network(v) is { } x ? s with { GearNetwork = x } : null, s => s.GearNetwork.ToString().ToLowerInvariant()) { Form = KeyForm.OneOf("always", "capability"), Page = "runtimes.md#network" },
        new("ca_bundle", "PEM file with the certificate authorities to trust, where your site's is not a public one. On a path that the nodes see.", "/etc/ssl/certs/hospital.pem", false,
            (s, v) => v.Word() is { } x ? s with { CaBundle = x } : null, s => s.CaBundle is { } x ? YamlQuote.Inline(x) : null) { Absent = "the machine's own", Form = KeyForm.Text with { Words = "a path" }, Detail = "A folder of such files will do as well, and a relative path counts from the folder. No other authorities are trusted then.", Page = "reference/settings.md#proxies-and-certificates" },
    ];

    private static string? Scratch(ValueReader value)
    {
        var word = value.Word();
        return word is null or CastSettings.DefaultScratch or CastSettings.SharedScratch
            || (word.StartsWith('/') && !word.Any(char.IsControl) && !word.Split('/').Contains(".."))
            ? word
            : value.Refuse<string>($"This must be auto, shared or a full path, not {value.Value.Description}.", "Write one of these. A path may hold variables of the job, such as $USER.");
    }

    private static GearNetwork? Network(ValueReader value)
    {
        switch (value.Word())
        {
            case null:
                return null;
            case "always":
                return GearNetwork.Always;
            case "capability":
                return GearNetwork.Capability;
            default:
                value.Refuse<string>($"This must be always or capability, not {value.Value.Description}.", "Write one of the two, or remove the key.");
                return null;
        }
    }
}
