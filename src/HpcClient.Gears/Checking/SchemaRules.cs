using System.Text.Json.Nodes;
using HpcClient.Gears.Options;
using HpcClient.Gears.Reading;

namespace HpcClient.Gears.Checking;

/// <summary>Whether a piece of JSON schema is one (draft 4): each keyword has the kind of value that it takes.</summary>
internal static class SchemaRules
{
    /// <summary>Checks the schema <paramref name="schema"/> at <paramref name="path"/>, and those within it.</summary>
    public static void Check(JsonObject schema, string path, FindingList findings)
    {
        if (schema.TryGetPropertyValue("type", out var type))
        {
            CheckType(type, JsonPaths.Member(path, "type"), findings);
        }

        CheckAllButType(schema, path, findings);
    }

    /// <summary>The same without <c>type</c>, for which options have a rule of their own.</summary>
    public static void CheckAllButType(JsonObject schema, string path, FindingList findings)
    {
        foreach (var (keyword, value) in schema)
        {
            CheckKeyword(keyword, value, JsonPaths.Member(path, keyword), findings);
        }

        BoundRules.Check(schema, path, findings);
    }

    private static void CheckKeyword(string keyword, JsonNode? value, string path, FindingList findings)
    {
        if (SchemaKeywords.Texts.Contains(keyword))
        {
            Must(value.AsText() is not null, "text", value, path, findings);
        }
        else if (SchemaKeywords.Numbers.Contains(keyword))
        {
            Must(value.AsNumber() is { } number && (keyword != "multipleOf" || number > 0), keyword == "multipleOf" ? "a number above 0" : "a number", value, path, findings);
        }
        else if (SchemaKeywords.Counts.Contains(keyword))
        {
            Must(value.AsWhole() is >= 0, "a whole number from 0", value, path, findings);
        }
        else if (SchemaKeywords.Flags.Contains(keyword))
        {
            Must(value.AsFlag() is not null, "true or false", value, path, findings);
        }
        else if (SchemaKeywords.SchemaLists.Contains(keyword))
        {
            CheckSchemas(value as JsonArray, value, path, findings);
        }
        else if (SchemaKeywords.SchemaMaps.Contains(keyword))
        {
            CheckSchemas(value as JsonObject, value, path, findings);
        }
        else if (SchemaKeywords.SchemasOrFlags.Contains(keyword))
        {
            CheckSchemaOr(value, value.AsFlag() is not null, "true, false or an object", path, findings);
        }
        else
        {
            CheckSpecial(keyword, value, path, findings);
        }
    }

    private static void CheckSpecial(string keyword, JsonNode? value, string path, FindingList findings)
    {
        switch (keyword)
        {
            case "enum":
                CheckEnum(value, path, findings);
                break;
            case "pattern":
                CheckPattern(value, path, findings);
                break;
            case "items" when value is JsonArray list:
                CheckSchemas(list, value, path, findings);
                break;
            case "items" or "not":
                CheckSchemaOr(value, false, "an object", path, findings);
                break;
            case "required":
                Must(value is JsonArray { Count: > 0 } names && names.All(name => name.AsText() is not null), "a list of texts", value, path, findings,
                    "Leave it out: an option is required when it has neither 'default' nor \"optional\": true.");
                break;
            default:
                break;
        }
    }

    private static void CheckType(JsonNode? type, string path, FindingList findings)
    {
        var words = type is JsonArray { Count: > 0 } several ? [.. several] : new[] { type };
        foreach (var word in words.Where(word => !(word.AsText() is { } name && SchemaKeywords.Types.Contains(name))))
        {
            findings.Fault(
                path,
                $"JSON schema has no type {word.Show()}.",
                $"{NearestKey.Question(word.AsText() ?? "", SchemaKeywords.Types)}It has {string.Join(", ", SchemaKeywords.Types)}; a file's type is asked for by {{\"enum\": [\"dicom\"]}}.");
        }
    }

    private static void CheckEnum(JsonNode? value, string path, FindingList findings)
    {
        if (value is not JsonArray choices)
        {
            findings.Fault(path, $"This must be a list of values, and is {value.Kind()}.", value is JsonValue ? $"Write [{value.Show()}]." : "Write a list.");
        }
        else if (choices.Count == 0)
        {
            findings.Warn(path, "The list is empty, so no value fits.", "Fill it, or leave the key out.");
        }
        else if (choices.Where((choice, at) => choices.Take(at).Any(earlier => JsonNode.DeepEquals(earlier, choice))).FirstOrDefault() is { } again)
        {
            findings.Warn(path, $"{again.Show()} is in the list twice.", "Remove one.");
        }
    }

    private static void CheckPattern(JsonNode? value, string path, FindingList findings)
    {
        if (value.AsText() is not { } pattern)
        {
            Must(false, "text", value, path, findings);
        }
        else if (Patterns.Fault(pattern) is { } fault && !Patterns.IsOfAnotherDialect(pattern))
        {
            findings.Fault(path, $"This is no regular expression: {fault}", "Correct it.");
        }
    }

    private static void CheckSchemas(JsonArray? list, JsonNode? value, string path, FindingList findings)
    {
        Must(list is { Count: > 0 }, "a list of objects", value, path, findings);
        for (var i = 0; i < list?.Count; i++)
        {
            CheckSchemaOr(list[i], false, "an object", JsonPaths.Element(path, i), findings);
        }
    }

    private static void CheckSchemas(JsonObject? map, JsonNode? value, string path, FindingList findings)
    {
        Must(map is not null, "an object of objects", value, path, findings);
        foreach (var (key, schema) in map ?? [])
        {
            CheckSchemaOr(schema, false, "an object", JsonPaths.Member(path, key), findings);
        }
    }

    private static void CheckSchemaOr(JsonNode? value, bool isOther, string what, string path, FindingList findings)
    {
        if (value is JsonObject schema)
        {
            Check(schema, path, findings);
        }
        else
        {
            Must(isOther, what, value, path, findings);
        }
    }

    private static void Must(bool holds, string what, JsonNode? value, string path, FindingList findings, string? remedy = null)
    {
        if (!holds)
        {
            findings.Fault(path, $"JSON schema (draft 4) takes {what} here, and this is {value.Kind()}.", remedy ?? $"Write {what}, or leave the key out.");
        }
    }
}
