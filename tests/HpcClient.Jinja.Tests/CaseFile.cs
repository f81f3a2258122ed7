using System.Text.Json;

namespace HpcClient.Jinja.Tests;

/// <summary>A context and templates with what Jinja2 itself makes of them; null where it refuses.</summary>
internal sealed record CaseFile(JinjaValue Context, IReadOnlyList<(string Name, string Template, string? Expected)> Cases)
{
    /// <summary>The cases of our own, whose results were taken from Jinja2 3.1.6.</summary>
    public static CaseFile Own()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Cases", "jinja2.json")));
        return new(
            JinjaValue.Of(file.RootElement.GetProperty("context")),
            [.. file.RootElement.GetProperty("cases").EnumerateArray().Select((c, i) =>
                ($"{i:000}", c.GetProperty("template").GetString()!, c.GetProperty("expected").GetString()))]);
    }

    /// <summary>The cases of a folder that may lie beside the repository; null when it does not.</summary>
    public static CaseFile? Shared()
    {
        if (SharedFolder() is not { } folder)
        {
            return null;
        }

        using var cases = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "cases.json")));
        using var results = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "jinja2.json")));
        return new(
            JinjaValue.Of(cases.RootElement.GetProperty("ctx")),
            [.. cases.RootElement.GetProperty("cases").EnumerateArray().Select(c => c.GetProperty("name").GetString()!).Zip(
                cases.RootElement.GetProperty("cases").EnumerateArray().Select(c => c.GetProperty("t").GetString()!),
                (name, template) => (name, template, Result(results.RootElement.GetProperty(name).GetString()!)))]);
    }

    private static string? Result(string text) => text.StartsWith("!ERR", StringComparison.Ordinal) ? null : text;

    private static string? SharedFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "HpcClient.slnx")))
            {
                var shared = Path.Combine(folder.FullName, "..", "shared", "jinja");
                return Directory.Exists(shared) ? shared : null;
            }
        }

        return null;
    }
}
