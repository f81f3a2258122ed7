using System.Globalization;

namespace HpcClient.Flywheel.Jobs.Listing;

/// <summary>
/// Walks through the pages of a list. Sites differ in which paging parameters they honour, and one that ignores them
/// answers the first page for ever: each page must show that it is a new one, or the next way is tried.
/// </summary>
internal sealed class PageCursor(int pageSize)
{
    private long _seen;
    private long? _total;
    private string? _lastId;
    private IReadOnlyList<string> _previous = [];

    public PageWay Way { get; private set; } = PageWay.First;

    public bool Over => Way == PageWay.Over;

    /// <summary>The paging part of the next query.</summary>
    public string Query
    {
        get
        {
            var limit = string.Create(CultureInfo.InvariantCulture, $"limit={pageSize}");
            return Way switch
            {
                PageWay.AfterId => $"{limit}&after_id={Uri.EscapeDataString(_lastId!)}",
                PageWay.Skip => string.Create(CultureInfo.InvariantCulture, $"{limit}&skip={_seen}"),
                PageWay.Number => string.Create(CultureInfo.InvariantCulture, $"{limit}&page={(_seen / pageSize) + 1}"),
                _ => limit,
            };
        }
    }

    /// <summary>Takes the page that <see cref="Query"/> brought.</summary>
    /// <returns>The entries that are new.</returns>
    public IReadOnlyList<ListedJob> Take(JobPage page)
    {
        if (page.Entries.Count == 0)
        {
            Way = PageWay.Over;
            return [];
        }

        if (Way == PageWay.First)
        {
            _total = page.Total;
            Accept(page, Ascends(page, after: null) ? PageWay.AfterId : PageWay.Skip);
            return page.Entries;
        }

        var repeats = Way == PageWay.AfterId
            ? !Ascends(page, _lastId)
            : page.Ids.Count == 0 || (_previous.Count > 0 && page.Ids[0] == _previous[0]);
        if (repeats)
        {
            return NextWay();
        }

        var known = _previous.ToHashSet(StringComparer.Ordinal);
        var fresh = page.Entries.Where(entry => JobPage.IdOf(entry) is not { } id || !known.Contains(id)).ToList();
        Accept(page, Way);
        return fresh;
    }

    /// <summary>The site refuses the present way of paging.</summary>
    /// <returns>False when it is not the way that is refused.</returns>
    public bool TryOtherWay()
    {
        if (Way is not (PageWay.AfterId or PageWay.Skip))
        {
            return false;
        }

        NextWay();
        return Way != PageWay.Over;
    }

    private static bool Ascends(JobPage page, string? after)
    {
        foreach (var id in page.Ids)
        {
            if (after is not null && string.CompareOrdinal(after, id) >= 0)
            {
                return false;
            }

            after = id;
        }

        return page.Ids.Count > 0;
    }

    private IReadOnlyList<ListedJob> NextWay()
    {
        Way = Way switch
        {
            PageWay.AfterId => PageWay.Skip,
            PageWay.Skip when _seen % pageSize == 0 => PageWay.Number,
            _ => PageWay.Over,
        };
        return Over
            ? [new ListedJob.Broken(null, $"The site repeats its first {_seen} jobs however the next ones are asked for: jobs beyond these are not seen until some of these have ended.")]
            : [];
    }

    private void Accept(JobPage page, PageWay way)
    {
        _seen += page.Entries.Count;
        _previous = page.Ids;
        _lastId = page.Ids.Count > 0 ? page.Ids[^1] : _lastId;
        var isShort = page.Entries.Count < pageSize;

        // A site may cap pages below what we ask for: then its total tells that there is more.
        Way = (isShort && (_total is null || _total <= _seen)) || (_total == page.Entries.Count && _seen == _total) ? PageWay.Over : way;
    }
}
