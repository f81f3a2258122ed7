using HpcClient.Output;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace HpcClient.Tests.Commands.Serve;

public sealed class RepeatedLinesTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly StringWriter _written = new();
    private readonly RepeatedLines _log;

    public RepeatedLinesTests() => _log = new(new StandardErrorLogger(_time, LogLevel.Information, output: _written), _time);

    public void Dispose() => _written.Dispose();

    [Fact]
    public void What_every_round_says_is_told_once()
    {
        Rounds("away", "away", "away");

        Told().ShouldBe(1);
    }

    [Fact]
    public void It_is_told_again_when_it_came_back()
    {
        Rounds("away", null, "away");

        Told().ShouldBe(2);
    }

    [Fact]
    public void It_is_told_again_after_an_hour()
    {
        for (var minute = 0; minute <= 60; minute++)
        {
            Rounds("away");
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        Told().ShouldBe(2);
    }

    [Fact]
    public void Twice_in_one_round_is_told_twice()
    {
        Say("away");
        Rounds("away");

        Told().ShouldBe(2);
    }

    private void Rounds(params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
        {
            if (text is not null)
            {
                Say(text);
            }

            _log.RoundOver();
        }
    }

    private void Say(string text) => _log.LogError("The site is {How}.", text);

    private int Told() => _written.ToString().Split("away").Length - 1;
}
