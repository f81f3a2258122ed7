using System.Text.Json;

namespace HpcClient.Jinja.Tests;

/// <summary>Templates with what Jinja2 3.1.2 made of them: those of <c>Cases/</c>, and those of a folder that may lie beside the repository.</summary>
internal static class CaseFile
{
    /// <summary>The cases that we leave to be different.</summary>
    public const string Differences = "differences";

    /// <summary>The cases beside the repository.</summary>
    public const string Shared = "shared";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Cases");

    /// <summary>All files whose cases must render the same.</summary>
    public static IEnumerable<string> Names() => Directory.EnumerateFiles(Folder, "*.json")
        .Select(f => Path.GetFileNameWithoutExtension(f)!)
        .Where(n => n is not (Differences or "values"))
        .Concat(SharedFolder() is null ? [] : [Shared])
        .Order(StringComparer.Ordinal);

    public static IReadOnlyList<RecordedCase> Read(string name)
    {
        if (name == Shared)
        {
            return ReadShared(SharedFolder()!);
        }

        using var standard = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "values.json")));
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, name + ".json")));
        var values = file.RootElement.TryGetProperty("values", out var own) ? own : standard.RootElement;
        return
        [
            .. file.RootElement.GetProperty("cases").EnumerateArray().Select(c => new RecordedCase(
                c.GetProperty("template").GetString()!,
                JinjaValue.Of(c.TryGetProperty("values", out var its) ? its : values),
                c.TryGetProperty("expected", out var expected) ? expected.GetString() : null,
                c.TryGetProperty("line", out var line) ? line.GetInt32() : null)),
        ];
    }

    private static IReadOnlyList<RecordedCase> ReadShared(string folder)
    {
        using var cases = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "cases.json")));
        using var results = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "jinja2.json")));
        return
        [
            .. cases.RootElement.GetProperty("cases").EnumerateArray().Select(c => new RecordedCase(
                c.GetProperty("t").GetString()!,
                JinjaValue.Of(cases.RootElement.GetProperty("ctx")),
                results.RootElement.GetProperty(c.GetProperty("name").GetString()!).GetString() is var text && text!.StartsWith("!ERR", StringComparison.Ordinal) ? null : text,
                Line: null)),
        ];
    }

    private static string? SharedFolder() =>
        Repository.PathOf("..", "shared", "jinja") is var folder && Directory.Exists(folder) ? folder : null;
}
