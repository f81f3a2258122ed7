using HpcClient.Posix.Processes;

namespace HpcClient.Posix.Tests.Processes;

public sealed class ProcessIdentityTests
{
    [Fact]
    public void This_process_is_alive_and_another_with_its_number_would_not_be_it()
    {
        var me = ProcessIdentity.Current();

        me.StartTicks.ShouldBeGreaterThan(0);
        me.IsAlive().ShouldBeTrue();
        (me with { StartTicks = me.StartTicks - 1 }).IsAlive().ShouldBeFalse();
        (me with { StartTicks = 0 }).IsAlive().ShouldBeTrue();
    }

    [Fact]
    public void A_number_that_nobody_has_is_nobody()
    {
        ProcessIdentity.Of(int.MaxValue).ShouldBeNull();
        ProcessIdentity.Of(-1).ShouldBeNull();
    }

    [Theory(Timeout = 60_000)]
    [InlineData("a) b (c")]
    [InlineData(") Z 1 2")]
    public async Task A_hostile_program_name_does_not_shift_the_fields(string name)
    {
        using var folder = new TestFolder();
        File.Copy(Executables.Find("sleep")!, folder[name]);
        using var child = RunningChild.Start(new() { Program = folder[name], Arguments = ["300"] }, (_, _) => ValueTask.CompletedTask);
        try
        {
            var identity = ProcessIdentity.Of(child.ProcessId)!;
            identity.StartTicks.ShouldBeGreaterThanOrEqualTo(ProcessIdentity.Current().StartTicks);
            identity.IsAlive().ShouldBeTrue();
        }
        finally
        {
            child.Send(Signal.Kill);
            await child.WaitAsync();
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task A_dead_process_is_not_alive_also_while_nobody_has_buried_it()
    {
        // The shell starts a child that ends, and then becomes a program that never waits for it: a zombie.
        var first = new TaskCompletionSource<int>();
        using var child = RunningChild.Start(
            new() { Program = "sh", Arguments = ["-c", "sleep 0.3 & echo $!; exec sleep 300"] },
            (_, bytes) =>
            {
                first.TrySetResult(int.Parse(bytes.Span, null));
                return ValueTask.CompletedTask;
            });
        var zombie = await first.Task;

        await Eventually.TrueAsync(() => ProcessIdentity.Of(zombie) is null);
        Directory.Exists($"/proc/{zombie}").ShouldBeTrue();

        child.Send(Signal.Kill);
        await child.WaitAsync();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-1)]
    public void A_number_that_means_everybody_is_never_signalled(int processId)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Signals.Send(processId, Signal.None));
        Should.Throw<ArgumentOutOfRangeException>(() => Signals.SendToGroup(processId, Signal.None));
    }
}
