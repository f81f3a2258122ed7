using System.Text.Json;
using HpcClient.Output;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace HpcClient.Tests.Output;

/// <summary>Log lines in both formats.</summary>
public sealed class LogFormatTests
{
    private static readonly FakeTimeProvider Clock = new(new DateTimeOffset(2026, 3, 4, 5, 6, 7, 89, TimeSpan.Zero));

    [Fact]
    public void A_text_line_has_time_level_and_text()
    {
        Write(LogFormat.Text, log => log.LogWarning("Job {JobId} waits.", "64b5")).ShouldBe("2026-03-04 05:06:07 WARNING Job 64b5 waits.\n");
    }

    [Fact]
    public void A_JSON_line_has_time_level_message_and_the_fields_of_the_call()
    {
        var line = Parse(log => log.LogInformation("Job {JobId} is {Scheduler} job {SchedulerId}: {Cpus} CPUs, {Held}.", "64b5", "slurm", "17", 4, false));

        line.ShouldBe(new Dictionary<string, string>
        {
            ["time"] = "2026-03-04T05:06:07.089Z",
            ["level"] = "info",
            ["message"] = "Job 64b5 is slurm job 17: 4 CPUs, False.",
            ["job_id"] = "64b5",
            ["scheduler"] = "slurm",
            ["scheduler_id"] = "17",
            ["cpus"] = "4",
            ["held"] = "False",
        });
    }

    [Fact]
    public void A_field_cannot_take_the_place_of_time_level_or_message()
    {
        var line = Parse(log => log.LogError(new InvalidOperationException("why"), "{Message} {Level} {Message}", "forged", "debug", "twice"));

        line.Keys.ShouldBe(["time", "level", "message", "exception"]);
        (line["level"], line["exception"]).ShouldBe(("error", "why"));
    }

    [Theory]
    [InlineData("two\nlines\r\nand\u2028more\u0085")]
    [InlineData("\u001b[31mred\u001b[0m \u0007 \0")]
    [InlineData("turned \u202e round")]
    [InlineData("\ud800 alone \udfff")]
    [InlineData("\"}\\ {\"level\":\"info\"")]
    public void What_users_wrote_stays_one_line_and_no_control_character_gets_out(string hostile)
    {
        foreach (var format in Enum.GetValues<LogFormat>())
        {
            var line = Write(format, log => log.LogInformation("Tag {Tag}", hostile));

            line.ShouldEndWith("\n");
            line[..^1].ShouldNotContain("\u202e");
            line[..^1].ShouldAllBe(c => !char.IsControl(c) && c != '\u2028' && c != '\u2029');
        }

        Parse(log => log.LogInformation("Tag {Tag}", hostile)).Count.ShouldBe(4);
    }

    [Fact]
    public void What_is_below_the_level_is_not_written()
    {
        var output = new StringWriter();
        new StandardErrorLogger(Clock, LogLevel.Warning, LogFormat.Json, output).LogInformation("nothing");

        output.ToString().ShouldBeEmpty();
    }

    [Fact]
    public void A_fault_of_the_settings_tells_its_place_in_fields()
    {
        var line = Parse(log => log.LogFault(LogLevel.Error, new("/f/cast.yml", 3, 5, "cluste", "There is no such key.", "Did you mean 'cluster'?")));

        line["message"].ShouldBe("/f/cast.yml:3:5: cluste: There is no such key. Did you mean 'cluster'?");
        (line["file"], line["line"], line["column"], line["key"]).ShouldBe(("/f/cast.yml", "3", "5", "cluste"));
    }

    private static string Write(LogFormat format, Action<ILogger> log)
    {
        var output = new StringWriter();
        log(new StandardErrorLogger(Clock, LogLevel.Information, format, output));
        return output.ToString();
    }

    private static Dictionary<string, string> Parse(Action<ILogger> log)
    {
        using var document = JsonDocument.Parse(Write(LogFormat.Json, log));
        return document.RootElement.EnumerateObject().ToDictionary(f => f.Name, f => f.Value.ToString());
    }
}
