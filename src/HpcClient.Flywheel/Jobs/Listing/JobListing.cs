using System.Runtime.CompilerServices;
using System.Text.Json;
using HpcClient.Flywheel.Errors;
using HpcClient.Flywheel.Http;

namespace HpcClient.Flywheel.Jobs.Listing;

/// <summary>Lists jobs page by page; one page is held at a time.</summary>
internal sealed class JobListing(SiteCaller caller, SiteClientOptions options)
{
    public async IAsyncEnumerable<ListedJob> FindAsync(JobFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var condition = JobFilterQuery.Of(filter);
        var cursor = new PageCursor(options.PageSize);
        while (!cursor.Over)
        {
            if (await PageAsync(condition, cursor, cancellationToken) is not { } page)
            {
                continue;
            }

            foreach (var entry in cursor.Take(page))
            {
                yield return entry;
            }
        }
    }

    /// <returns>The page, or null when the site refused the cursor's way of paging and another is to be tried.</returns>
    private async Task<JobPage?> PageAsync(string condition, PageCursor cursor, CancellationToken cancellationToken)
    {
        var query = condition.Length == 0 ? cursor.Query : $"filter={Uri.EscapeDataString(condition)}&{cursor.Query}";
        var call = SiteCall.Get("jobs") with { Query = query, WantsPage = true };
        try
        {
            var answer = await caller.CallAsync(call, cancellationToken);
            return JobPageReader.Read(answer.Span);
        }
        catch (JsonException e)
        {
            throw caller.Unreadable(call, $"it is no list of jobs (byte {e.BytePositionInLine ?? 0} of line {(e.LineNumber ?? 0) + 1})");
        }
        catch (SiteException e) when (e.Fault is SiteFault.Refused or SiteFault.Invalid && cursor.TryOtherWay())
        {
            return null;
        }
        catch (SiteException e) when (e.Fault == SiteFault.NotFound)
        {
            throw new SiteException(SiteFault.NotFound, $"{e.Message} A site of before 2019 cannot list jobs at all.", e.Status, e);
        }
    }
}
