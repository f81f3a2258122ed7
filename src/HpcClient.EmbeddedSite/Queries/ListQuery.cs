using System.Globalization;
using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Json;
using HpcClient.EmbeddedSite.Storage;

namespace HpcClient.EmbeddedSite.Queries;

/// <summary>The parameters of a list call: filter, sort, limit, skip, page, after_id.</summary>
internal sealed record ListQuery
{
    private const int DefaultPageSize = 100;

    public IReadOnlyList<FilterCondition> Filter { get; private init; } = [];

    public IReadOnlyList<(string Field, bool Descending)> Sort { get; private init; } = [];

    public int? Limit { get; private init; }

    public int Skip { get; private init; }

    public string? AfterId { get; private init; }

    public static ListQuery Read(ApiCall call)
    {
        if (call.Http.Request.Query["filter"].Count > 1)
        {
            throw RequestRefused.Invalid("There may be only one filter parameter.", "filter");
        }

        var limit = Whole(call, "limit", 1);
        var skip = Whole(call, "skip", 0);
        var page = Whole(call, "page", 1);
        var afterId = call.Query("after_id");
        if (afterId is { Length: > 0 } && (page is not null || skip is not null || call.Query("sort") is { Length: > 0 }))
        {
            throw RequestRefused.Invalid("after_id cannot be used together with sort, page or skip.", "after_id");
        }

        if (page is not null && skip is not null)
        {
            throw RequestRefused.Invalid("page cannot be used together with skip.", "page");
        }

        if (afterId is { Length: > 0 } && !SiteClock.IsId(afterId))
        {
            throw RequestRefused.Invalid($"after_id '{afterId}' is not an id.", "after_id");
        }

        limit ??= page is null ? null : DefaultPageSize;
        return new()
        {
            Filter = FilterParser.Parse(call.Query("filter") ?? ""),
            Sort = ReadSort(call.Query("sort") ?? ""),
            Limit = limit,
            Skip = page is { } number ? (int)Math.Min(int.MaxValue, (number - 1L) * limit!.Value) : skip ?? 0,
            AfterId = afterId is { Length: > 0 } ? afterId : null,
        };
    }

    public bool Matches(JsonObject document) => Filter.All(condition => condition.Holds(document));

    /// <summary>Filters, sorts and cuts a list that is at hand as a whole, and answers it.</summary>
    public Task AnswerAsync(ApiCall call, IEnumerable<JsonObject> documents)
    {
        var matching = Order(documents.Where(Matches)).ToList();
        IEnumerable<JsonObject> page = AfterId is null ? matching.Skip(Skip) : matching.Where(document => string.CompareOrdinal(IdOf(document), AfterId) > 0);
        return AnswerPageAsync(call, [.. Limit is { } limit ? page.Take(limit) : page], matching.Count);
    }

    public static Task AnswerPageAsync(ApiCall call, IReadOnlyList<JsonObject> page, int total) => call.AnswerAsync(call.Accepts("pagination")
        ? new JsonObject { ["total"] = total, ["count"] = page.Count, ["results"] = page.ToJson() }
        : page.ToJson());

    public IEnumerable<JsonObject> Order(IEnumerable<JsonObject> documents)
    {
        if (AfterId is not null)
        {
            return documents.OrderBy(IdOf, StringComparer.Ordinal);
        }

        IOrderedEnumerable<JsonObject>? ordered = null;
        foreach (var (field, descending) in Sort)
        {
            JsonNode? Key(JsonObject document) => FieldPath.Read(document, field);
            ordered = (ordered, descending) switch
            {
                (null, false) => documents.OrderBy(Key, JsonOrder.Instance),
                (null, true) => documents.OrderByDescending(Key, JsonOrder.Instance),
                (_, false) => ordered.ThenBy(Key, JsonOrder.Instance),
                (_, true) => ordered.ThenByDescending(Key, JsonOrder.Instance),
            };
        }

        return ordered ?? documents;
    }

    private static string IdOf(JsonObject document) => FieldPath.Read(document, "_id").AsText() ?? "";

    private static int? Whole(ApiCall call, string name, int least) => call.Query(name) switch
    {
        null => null,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least => value,
        var text => throw RequestRefused.Invalid($"{name} is '{text}', and must be a whole number from {least} on.", name),
    };

    private static List<(string, bool)> ReadSort(string sort) => [.. sort.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(part =>
    {
        var colon = part.LastIndexOf(':');
        return (colon < 1 ? "" : part[(colon + 1)..]) switch
        {
            "asc" or "1" => (part[..colon], false),
            "desc" or "-1" => (part[..colon], true),
            _ => throw RequestRefused.Invalid($"Sort '{part}' must be field:asc or field:desc.", "sort"),
        };
    })];
}
