using System.Globalization;
using System.Text.Json.Nodes;

namespace HpcClient.Settings.Cast;

/// <summary>What may stand behind a key: for a person, and as JSON schema for editors.</summary>
/// <param name="Words">For a person.</param>
/// <param name="Schema">Makes the schema of the value.</param>
internal sealed record KeyForm(string Words, Func<JsonObject> Schema)
{
    /// <summary>A text of one line.</summary>
    public static readonly KeyForm Text = new("a text", () => new() { ["type"] = new JsonArray("string", "number") });

    /// <summary>Memory of a job in gigabytes, with or without the unit; LSF has a form of its own.</summary>
    public static readonly KeyForm Memory = Text.Like("^([0-9]{1,9}[gG]?|rusage\\[mem=[0-9]{1,9}\\])$", orNumber: true);

    /// <summary>A walltime.</summary>
    public static readonly KeyForm Walltime = Text.Like("^([0-9]{1,3}-[0-9]{1,2}(:[0-5][0-9]:[0-5][0-9])?|[0-9]{1,4}:[0-5][0-9]:[0-5][0-9]|[0-9]{1,6}[mMhHdD])$");

    /// <summary>Room for images.</summary>
    public static readonly KeyForm Size = Text.Like("^[0-9]{1,6}[GT]$");

    /// <summary>true or false; the words that YAML 1.1 takes for them too, as the Python client did.</summary>
    public static readonly KeyForm Truth = new("true or false", () => new() { ["type"] = "boolean" });

    /// <summary>A list of texts, or one alone.</summary>
    public static readonly KeyForm Texts = new("a list of texts, or one text", () => new()
    {
        ["anyOf"] = new JsonArray(Text.Schema(), new JsonObject { ["type"] = "array", ["items"] = Text.Schema() }),
    });

    /// <summary>A list of texts, also where it is of one.</summary>
    public static readonly KeyForm TextList = new("a list of texts", () => new() { ["type"] = "array", ["items"] = Text.Schema() });

    /// <summary>Names with a whole number each.</summary>
    public static readonly KeyForm Numbers = new("names with a whole number each", () => new()
    {
        ["type"] = "object", ["additionalProperties"] = new JsonObject { ["type"] = "integer" },
    });

    /// <summary>Names with a group or a word each.</summary>
    public static readonly KeyForm Group = new("a group of keys", () => new() { ["type"] = "object" });

    /// <summary>The same, where the text looks as <paramref name="pattern"/> says.</summary>
    private KeyForm Like(string pattern, bool orNumber = false) => this with
    {
        Schema = () => orNumber
            ? new() { ["type"] = new JsonArray("string", "integer"), ["pattern"] = pattern, ["minimum"] = 1 }
            : new() { ["type"] = "string", ["pattern"] = pattern },
    };

    /// <summary>One of some words.</summary>
    public static KeyForm OneOf(params IReadOnlyList<string> words) =>
        new($"one of: {string.Join(", ", words)}", () => new() { ["enum"] = new JsonArray([.. words.Select(word => (JsonNode)word)]) });

    /// <summary>A whole number within bounds.</summary>
    public static KeyForm Whole(int least, int most = int.MaxValue) => new(
        most == int.MaxValue
            ? string.Create(CultureInfo.InvariantCulture, $"a whole number from {least}")
            : string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}"),
        () =>
        {
            var schema = new JsonObject { ["type"] = "integer", ["minimum"] = least };
            if (most != int.MaxValue)
            {
                schema["maximum"] = most;
            }

            return schema;
        });
}
