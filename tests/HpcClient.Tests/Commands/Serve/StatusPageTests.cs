using System.Text.Json;
using System.Text.RegularExpressions;
using HpcClient.Casting.Ledger;
using HpcClient.Casting.Sweeping;
using HpcClient.Commands.Serve.Status;
using HpcClient.Posix.Processes;
using Microsoft.Extensions.Time.Testing;

namespace HpcClient.Tests.Commands.Serve;

/// <summary>/healthz and /metrics.</summary>
public sealed partial class StatusPageTests
{
    private static readonly SweepProblem SiteAway = new(SweepProblemKind.Site, "The site 'x' \"is away\".");

    private readonly FakeTimeProvider _time = new();
    private readonly Vitals _vitals;

    public StatusPageTests() => _vitals = new(_time);

    [Fact]
    public void Every_line_of_the_metrics_is_valid_and_belongs_to_the_metric_above_it()
    {
        _vitals.PassEnded(new() { Launched = 2 }, TimeSpan.FromSeconds(0.2));
        _vitals.Called("scheduler", "observe", "answered", TimeSpan.FromSeconds(0.1));

        var name = "";
        var lines = Metrics().Split('\n');
        lines[^1].ShouldBe("");
        foreach (var line in lines[..^1])
        {
            if (line.StartsWith("# HELP ", StringComparison.Ordinal))
            {
                name = line.Split(' ')[2];
            }
            else if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
            {
                line.ShouldMatch($"^# TYPE {name} (counter|gauge|histogram)$");
            }
            else
            {
                line.ShouldMatch(@"^[a-z_]+(\{[a-z]+=""([^""\\\n]|\\[\\""n])*""(,[a-z]+=""([^""\\\n]|\\[\\""n])*"")*\})? [0-9.E+-]+$");
                line.ShouldStartWith(name);
            }
        }
    }

    [Fact]
    public void Each_metric_stands_there_once()
    {
        var names = Metrics().Split('\n').Where(l => l.StartsWith("# TYPE", StringComparison.Ordinal)).ToList();

        names.ShouldBeUnique();
    }

    [Fact]
    public void Labels_are_escaped() =>
        new PrometheusText().Sample("x", 1, ("v", "a\"b\\c\nd")).ToString().ShouldBe("x{v=\"a\\\"b\\\\c\\nd\"} 1\n");

    [Fact]
    public void The_histogram_counts_upwards()
    {
        foreach (var seconds in (double[])[0.01, 0.3, 0.3, 1000])
        {
            _vitals.PassEnded(new(), TimeSpan.FromSeconds(seconds));
        }

        var text = Metrics();
        text.ShouldContain("fw_hpc_pass_duration_seconds_bucket{le=\"0.05\"} 1\n");
        text.ShouldContain("fw_hpc_pass_duration_seconds_bucket{le=\"0.5\"} 3\n");
        text.ShouldContain("fw_hpc_pass_duration_seconds_bucket{le=\"+Inf\"} 4\n");
        text.ShouldContain("fw_hpc_pass_duration_seconds_count 4\n");
    }

    [Fact]
    public void What_happened_is_counted()
    {
        _vitals.PassEnded(new() { Launched = 2, Rejected = 1 }, TimeSpan.Zero);
        _vitals.PassEnded(new() { Problem = SiteAway }, TimeSpan.Zero);
        _vitals.Called("site", "GET", "503", TimeSpan.FromSeconds(2));

        var text = Metrics();
        text.ShouldContain("fw_hpc_passes_total{outcome=\"good\"} 1\n");
        text.ShouldContain("fw_hpc_passes_total{outcome=\"site\"} 1\n");
        text.ShouldContain("fw_hpc_jobs_launched_total 2\n");
        text.ShouldContain("fw_hpc_jobs_refused_total 1\n");
        text.ShouldContain("fw_hpc_site_calls_total{call=\"GET\",outcome=\"503\"} 1\n");
        text.ShouldContain("fw_hpc_site_call_seconds_total{call=\"GET\",outcome=\"503\"} 2\n");
    }

    [Fact]
    public void The_manual_lists_exactly_the_metrics_there_are()
    {
        var documented = MetricName().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "running-as-a-service.md"))).Select(m => m.Groups[1].Value);

        documented.ShouldBe(Metrics().Split('\n').Where(l => l.StartsWith("# TYPE", StringComparison.Ordinal)).Select(l => l.Split(' ')[2]), ignoreOrder: true);
    }

    [Fact]
    public void It_is_well_until_the_last_good_pass_is_too_old()
    {
        Health().ShouldBe(("starting", true));
        _vitals.PassEnded(new(), TimeSpan.Zero);
        Health().ShouldBe(("ok", true));

        _time.Advance(TimeSpan.FromMinutes(4));
        _vitals.PassEnded(new() { Problem = SiteAway }, TimeSpan.Zero);
        Health().ShouldBe(("ok", true));
        _time.Advance(TimeSpan.FromMinutes(2));
        Health().ShouldBe(("stale", false));

        using var page = JsonDocument.Parse(HealthPage.Json(_vitals.Read()));
        page.RootElement.GetProperty("problem").GetString().ShouldBe(SiteAway.Sentence);
        page.RootElement.GetProperty("age_seconds").GetDouble().ShouldBe(360);
    }

    [Fact]
    public void A_ledger_that_cannot_be_used_is_told_at_once()
    {
        _vitals.PassEnded(new(), TimeSpan.Zero);
        _vitals.PassEnded(new() { Problem = new(SweepProblemKind.Folder, "The disk is full.") }, TimeSpan.Zero);

        Health().ShouldBe(("folder", false));
    }

    [Fact]
    public void One_that_stands_by_is_well()
    {
        _vitals.StandsBy(new("node1", new ProcessIdentity(7, 1), "token"));
        _time.Advance(TimeSpan.FromHours(1));

        Health().ShouldBe(("standby", true));
    }

    private (string, bool) Health() => (_vitals.Read().Condition, _vitals.Read().IsWell);

    private string Metrics() => MetricsPage.Text(_vitals.Read(), new(1.5, 22_000_000, "3.0.0"));

    [GeneratedRegex(@"^\| `((?:fw_hpc|process)_[a-z_]+)", RegexOptions.Multiline)]
    private static partial Regex MetricName();
}
