namespace HpcClient.Gears.Checking;

/// <summary>The keywords of JSON schema draft 4, which the gear specification speaks, and what each takes.</summary>
internal static class SchemaKeywords
{
    /// <summary>Types of values.</summary>
    public static IReadOnlyList<string> Types { get; } = ["string", "integer", "number", "boolean", "array", "object", "null"];

    /// <summary>Take text.</summary>
    public static IReadOnlyList<string> Texts { get; } = ["title", "description", "id", "$schema"];

    /// <summary>Take a number.</summary>
    public static IReadOnlyList<string> Numbers { get; } = ["minimum", "maximum", "multipleOf"];

    /// <summary>Take a whole number from 0.</summary>
    public static IReadOnlyList<string> Counts { get; } = ["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"];

    /// <summary>Take true or false.</summary>
    public static IReadOnlyList<string> Flags { get; } = ["uniqueItems", "exclusiveMinimum", "exclusiveMaximum"];

    /// <summary>Take a list of schemas.</summary>
    public static IReadOnlyList<string> SchemaLists { get; } = ["allOf", "anyOf", "oneOf"];

    /// <summary>Take an object of schemas.</summary>
    public static IReadOnlyList<string> SchemaMaps { get; } = ["properties", "patternProperties", "definitions"];

    /// <summary>Take true, false or a schema.</summary>
    public static IReadOnlyList<string> SchemasOrFlags { get; } = ["additionalItems", "additionalProperties"];

    /// <summary>All of them, in their own spelling.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "type", "enum", "default", "pattern", "items", "required", "not", "format", "dependencies", "$ref",
        .. Texts, .. Numbers, .. Counts, .. Flags, .. SchemaLists, .. SchemaMaps, .. SchemasOrFlags,
    ];
}
