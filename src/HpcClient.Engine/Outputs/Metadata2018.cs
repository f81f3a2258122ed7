using System.Text.Json.Nodes;

namespace HpcClient.Engine.Outputs;

/// <summary>
/// Fits a gear's metadata to a site of 2018: it knows projects, sessions and acquisitions only and refuses the whole upload
/// for any other level; and a level that tells of no files makes it fail where the job has no inputs.
/// </summary>
internal static class Metadata2018
{
    private static readonly string[] Levels = ["project", "session", "acquisition"];

    /// <param name="metadata">What the gear wrote.</param>
    /// <param name="warn">Hears what is left out.</param>
    /// <returns>What can be sent; null when nothing is left.</returns>
    public static JsonObject? Fit(JsonObject metadata, Action<string> warn)
    {
        var fit = new JsonObject();
        foreach (var (level, node) in metadata)
        {
            if (!Levels.Contains(level) || node is not JsonObject told)
            {
                warn($"What .metadata.json says of '{level}' is left out: this site takes {string.Join(", ", Levels)} only.");
                continue;
            }

            var copy = (JsonObject)told.DeepClone();
            if (!copy.ContainsKey("files"))
            {
                copy["files"] = new JsonArray();
            }

            fit[level] = copy;
        }

        return fit.Count == 0 ? null : fit;
    }
}
