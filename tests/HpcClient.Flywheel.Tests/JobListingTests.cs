using HpcClient.Flywheel.Errors;
using HpcClient.Flywheel.Jobs;
using HpcClient.Flywheel.Tests.Site;
using Microsoft.AspNetCore.Http;
using static HpcClient.Flywheel.Tests.Site.ScriptedSite;

namespace HpcClient.Flywheel.Tests;

public class JobListingTests
{
    private static readonly SiteClientOptions PagesOfTwo = Quick with { PageSize = 2 };

    [Theory]
    [InlineData("[{0},{1}]")]
    [InlineData("""{{"total":2,"results":[{0},{1}]}}""")]
    [InlineData("""{{"results":[{0},{1}],"count":2,"page":{{"n":1}}}}""")]
    public async Task Every_form_of_a_list_is_read(string form)
    {
        await using var site = await StartAsync();
        using var client = site.On("GET", "/api/jobs", Text(string.Format(null, form, Entry(1), Entry(2)))).Client();

        (await ListAsync(client)).ShouldBe([Id(1), Id(2)]);
    }

    [Fact]
    public async Task Pages_follow_each_other_by_the_last_id()
    {
        await using var site = await StartAsync();
        using var client = site.On("GET", "/api/jobs", Paged(5, "after_id")).Client(PagesOfTwo);

        (await ListAsync(client)).ShouldBe(Ids(5));

        site.Count("GET", "/api/jobs").ShouldBe(3);
    }

    [Theory]
    [InlineData("skip")]
    [InlineData("page")]
    public async Task A_site_that_ignores_the_last_id_is_paged_in_another_way(string parameter)
    {
        await using var site = await StartAsync();
        using var client = site.On("GET", "/api/jobs", Paged(5, parameter)).Client(PagesOfTwo);

        (await ListAsync(client)).ShouldBe(Ids(5));
    }

    [Fact]
    public async Task A_site_that_refuses_the_last_id_is_paged_in_another_way()
    {
        await using var site = await StartAsync();
        var paged = Paged(5, "skip");
        site.On("GET", "/api/jobs", context => context.Request.Query.ContainsKey("after_id") ? Status(422)(context) : paged(context));
        using var client = site.Client(PagesOfTwo);

        (await ListAsync(client)).ShouldBe(Ids(5));
    }

    [Fact]
    public async Task A_site_that_ignores_all_paging_ends_with_a_warning_not_never()
    {
        await using var site = await StartAsync();
        using var client = site.On("GET", "/api/jobs", Paged(5, "none")).Client(PagesOfTwo);

        var jobs = await RawAsync(client);

        jobs.OfType<ListedJob.Readable>().Select(job => job.Job.Id).ShouldBe(Ids(2));
        jobs.OfType<ListedJob.Broken>().Single().Reason.ShouldContain("repeats");
        site.Count("GET", "/api/jobs").ShouldBe(4);
    }

    [Fact]
    public async Task A_list_that_is_not_in_the_order_of_ids_is_not_paged_by_id()
    {
        await using var site = await StartAsync();
        using var client = site.On("GET", "/api/jobs", Paged(5, "skip", descending: true)).Client(PagesOfTwo);

        (await ListAsync(client)).ShouldBe(Ids(5).Reverse());

        site.Seen.ShouldNotContain(seen => seen.Query.Contains("after_id"));
    }

    [Fact]
    public async Task A_site_that_caps_pages_below_what_is_asked_is_read_to_its_total()
    {
        await using var site = await StartAsync();
        using var client = site.On("GET", "/api/jobs", Paged(5, "after_id", cap: 2)).Client();

        (await ListAsync(client)).ShouldBe(Ids(5));
    }

    [Fact]
    public async Task Jobs_that_move_to_the_next_page_meanwhile_are_told_once()
    {
        await using var site = await StartAsync();
        site.On("GET", "/api/jobs", InTurn(
            Text($"[{Entry(9)},{Entry(8)}]"), Text($"[{Entry(8)},{Entry(7)}]"), Text("[]")));
        using var client = site.Client(PagesOfTwo);

        (await ListAsync(client)).ShouldBe([Id(9), Id(8), Id(7)]);
    }

    [Fact]
    public async Task A_broken_entry_does_not_stop_the_others()
    {
        await using var site = await StartAsync();
        site.On("GET", "/api/jobs", Text($$"""
            [{{Entry(1)}},{"id":"{{Id(2)}}","tags":"not a list"},null,{"state":"running"},7,{"id":"../../etc/x"},{{Entry(3)}}]
            """));
        using var client = site.Client();

        var jobs = await RawAsync(client);

        jobs.OfType<ListedJob.Readable>().Select(job => job.Job.Id).ShouldBe([Id(1), Id(3)]);
        var broken = jobs.OfType<ListedJob.Broken>().ToList();
        broken.Count.ShouldBe(5);
        broken[0].Id.ShouldBe(Id(2));
        broken[0].Reason.ShouldContain("$.tags");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"total\":1}")]
    [InlineData("[{\"id\":")]
    [InlineData("[] []")]
    public async Task A_page_that_is_no_list_is_said_so(string text)
    {
        await using var site = await StartAsync();
        using var client = site.On("GET", "/api/jobs", Text(text)).Client();

        (await Should.ThrowAsync<SiteException>(() => ListAsync(client))).Fault.ShouldBe(SiteFault.UnexpectedAnswer);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_page_beyond_the_limit_is_not_read(bool announced)
    {
        await using var site = await StartAsync();
        site.On("GET", "/api/jobs", context =>
        {
            context.Response.ContentLength = announced ? 5000 : null;
            return context.Response.WriteAsync(new string(' ', 5000));
        });
        using var client = site.Client(Quick with { MaxAnswerBytes = 1000 });

        (await Should.ThrowAsync<SiteException>(() => ListAsync(client))).Message.ShouldContain("longer than 1000 bytes");
    }

    private static RequestDelegate Paged(int count, string honoured, bool descending = false, int cap = int.MaxValue) => context =>
    {
        var query = context.Request.Query;
        var limit = Math.Min(cap, int.Parse(query["limit"]!));
        var ids = descending ? Ids(count).Reverse() : Ids(count);
        ids = (honoured, query.TryGetValue(honoured, out var value)) switch
        {
            ("after_id", true) => ids.Where(id => string.CompareOrdinal(id, value) > 0),
            ("skip", true) => ids.Skip(int.Parse(value!)),
            ("page", true) => ids.Skip((int.Parse(value!) - 1) * limit),
            _ => ids,
        };
        var entries = string.Join(',', ids.Take(limit).Select(id => $$"""{"id":"{{id}}"}"""));
        return Text($$"""{"total":{{count}},"results":[{{entries}}]}""")(context);
    };

    private static async Task<IReadOnlyList<string>> ListAsync(SiteClient client) =>
        [.. (await RawAsync(client)).Cast<ListedJob.Readable>().Select(job => job.Job.Id)];

    private static async Task<IReadOnlyList<ListedJob>> RawAsync(SiteClient client)
    {
        var all = new List<ListedJob>();
        await foreach (var job in client.FindJobsAsync(new(), default))
        {
            all.Add(job);
        }

        return all;
    }

    private static IEnumerable<string> Ids(int count) => Enumerable.Range(1, count).Select(Id);

    private static string Id(int number) => $"5a{number:x22}";

    private static string Entry(int number) => $$"""{"id":"{{Id(number)}}","state":"running","tags":["hpc"],"new":{"x":1} }""";
}
