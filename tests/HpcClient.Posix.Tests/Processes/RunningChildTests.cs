using System.Text;
using HpcClient.Posix.Processes;

namespace HpcClient.Posix.Tests.Processes;

public sealed class RunningChildTests
{
    private const int Hang = 60_000;

    [Fact(Timeout = Hang)]
    public async Task Output_comes_while_the_child_runs()
    {
        var first = new TaskCompletionSource<string>();
        using var child = RunningChild.Start(Shell("echo hello; exec sleep 300"), (_, bytes) =>
        {
            first.TrySetResult(Encoding.UTF8.GetString(bytes.Span));
            return ValueTask.CompletedTask;
        });

        (await first.Task).ShouldBe("hello\n");

        child.Send(Signal.Kill).ShouldBeTrue();
        (await child.WaitAsync()).ShouldBe(137);
        child.Send(Signal.Terminate).ShouldBeFalse();
    }

    [Fact(Timeout = Hang)]
    public async Task A_slow_receiver_gets_all_of_it()
    {
        var received = 0L;
        using var child = RunningChild.Start(Shell("head -c 300000 /dev/zero"), async (_, bytes) =>
        {
            await Task.Yield();
            received += bytes.Length;
        });

        (await child.WaitAsync()).ShouldBe(0);

        received.ShouldBe(300_000);
    }

    [Fact(Timeout = Hang)]
    public async Task A_receiver_that_fails_does_not_hang_the_child_and_its_fault_comes_out_at_the_end()
    {
        using var child = RunningChild.Start(Shell("head -c 1000000 /dev/zero; exit 5"),
            (_, _) => throw new IOException("the spool is full"));

        (await Should.ThrowAsync<IOException>(() => child.WaitAsync())).Message.ShouldBe("the spool is full");

        child.ExitCode.ShouldBe(5);
    }

    [Fact(Timeout = Hang)]
    public async Task A_child_with_a_session_of_its_own_leads_its_group()
    {
        var ids = new StringBuilder();
        using var child = RunningChild.Start(Shell("ps -o pid=,pgid=,sid= -p $$") with { NewSession = true }, (stream, bytes) =>
        {
            if (stream == ChildOutput.Out)
            {
                ids.Append(Encoding.UTF8.GetString(bytes.Span));
            }

            return ValueTask.CompletedTask;
        });

        await child.WaitAsync();

        ids.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ShouldAllBe(id => id == $"{child.ProcessId}");
    }

    [Fact(Timeout = Hang)]
    public async Task A_child_that_ends_well_on_TERM_may_finish_what_it_does()
    {
        var ready = new TaskCompletionSource();
        var text = new StringBuilder();
        using var child = RunningChild.Start(Shell("trap 'echo tidy; exit 4' TERM; echo ready; while :; do sleep 0.05; done") with { NewSession = true }, (stream, bytes) =>
        {
            // Not what the shell says of its own killed sleep.
            text.Append(stream == ChildOutput.Out ? Encoding.UTF8.GetString(bytes.Span) : "");
            ready.TrySetResult();
            return ValueTask.CompletedTask;
        });
        await ready.Task;

        await child.StopAsync(TimeSpan.FromSeconds(30));

        (await child.WaitAsync()).ShouldBe(4);
        text.ToString().ShouldBe("ready\ntidy\n");
    }

    [Fact(Timeout = Hang)]
    public async Task A_child_stopped_at_once_after_its_start_is_stopped()
    {
        // setsid may not have made the session yet when the signal is sent.
        for (var i = 0; i < 30; i++)
        {
            using var child = RunningChild.Start(new ChildCommand { Program = "sleep", Arguments = ["300"], NewSession = true }, (_, _) => ValueTask.CompletedTask);

            await child.StopAsync(TimeSpan.FromSeconds(30));

            (await child.WaitAsync()).ShouldBeOneOf(143, 137);
        }
    }

    private static ChildCommand Shell(string script) => new() { Program = "sh", Arguments = ["-c", script] };
}
