using HpcClient.Jinja;
using HpcClient.Settings.Cast;

namespace HpcClient.Casting.Planning;

/// <summary>A template of cast.yml, or the scheduler's in its stead, that tells its faults by their place in the file.</summary>
internal sealed class CastTemplate
{
    private readonly JinjaTemplate _template;
    private readonly string _key;
    private readonly TextPlace? _place;

    private CastTemplate(JinjaTemplate template, string key, TextPlace? place) => (_template, _key, _place) = (template, key, place);

    /// <summary>Parses <paramref name="text"/>.</summary>
    /// <param name="text">The template.</param>
    /// <param name="key">The key of cast.yml.</param>
    /// <param name="place">Where the text stands; null when it is not in a file.</param>
    /// <returns>The template, or a sentence.</returns>
    public static (CastTemplate? Template, string? Fault) Parse(string text, string key, TextPlace? place) =>
        JinjaTemplate.TryParse(text, out var template, out var fault)
            ? (new(template, key, place), null)
            : (null, Sentence("is not a valid Jinja2 template", key, place, fault));

    /// <summary>Renders it.</summary>
    /// <returns>The text, or a sentence.</returns>
    public (string? Text, string? Fault) Render(IReadOnlyDictionary<string, JinjaValue> values) =>
        _template.TryRender(values, out var text, out var fault) ? (text, null) : (null, Sentence("cannot be rendered", _key, _place, fault));

    private static string Sentence(string what, string key, TextPlace? place, JinjaFault fault) => place is null
        ? $"'{key}' in cast.yml {what}: {fault}"
        : $"{place.At(fault.Line, fault.Column)}: '{key}' {what}: {fault.Message}";
}
