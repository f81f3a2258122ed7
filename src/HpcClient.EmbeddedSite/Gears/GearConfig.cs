using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Json;
using HpcClient.Gears.Options;

namespace HpcClient.EmbeddedSite.Gears;

/// <summary>The options of a job: given values over the manifest's defaults, checked.</summary>
internal static class GearConfig
{
    /// <exception cref="RequestRefused">422 with every fault.</exception>
    public static JsonObject Complete(JsonObject manifest, JsonObject given)
    {
        var options = manifest.Map("config") ?? [];
        var complete = (JsonObject)given.DeepClone();
        var faults = new List<(string Key, string Fault)>();
        foreach (var (key, node) in options)
        {
            if (node is not JsonObject option)
            {
                continue;
            }

            if (!complete.ContainsKey(key))
            {
                if (option["default"] is { } standard)
                {
                    complete[key] = standard.DeepClone();
                }
                else if (option.Flag("optional") != true && !option.ContainsKey("default"))
                {
                    faults.Add((key, "is required"));
                }
            }
            else if (OptionCheck.Fault(option, complete[key]) is { } fault)
            {
                faults.Add((key, fault));
            }
        }

        return faults.Count == 0
            ? complete
            : throw RequestRefused.Invalid("Gear config does not match manifest: " + string.Join("; ", faults.Select(fault => $"{fault.Key} {fault.Fault}")) + ".", faults[0].Key);
    }
}
