using HpcClient.Posix.Processes;

namespace HpcClient.Posix.Tests.Processes;

public sealed class ChildProcessTests : IDisposable
{
    private const int Hang = 60_000;
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(50);
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = Hang)]
    public async Task Both_streams_and_the_exit_code_are_kept()
    {
        var result = await ChildProcess.RunAsync(Shell("echo out; echo err >&2; exit 7"), Long);

        result.ShouldBe(new(7, "out\n", "err\n", TimedOut: false));
        result.Succeeded.ShouldBeFalse();
        result.LastWords.ShouldBe("err");
    }

    [Fact(Timeout = Hang)]
    public async Task Arguments_arrive_as_they_are()
    {
        string[] arguments = ["", "a b", "'\"$HOME`id`\\", "é\n", "-n"];

        var result = await ChildProcess.RunAsync(new() { Program = "printf", Arguments = ["%s|", .. arguments] }, Long);

        result.Out.ShouldBe(string.Concat(arguments.Select(argument => argument + "|")));
    }

    [Fact(Timeout = Hang)]
    public async Task Standard_input_arrives_and_ends()
    {
        var text = string.Concat(Enumerable.Repeat("é line\n", 50_000));

        (await ChildProcess.RunAsync(new() { Program = "cat", StandardInput = text }, Long)).Out.ShouldBe(text);
        (await ChildProcess.RunAsync(new() { Program = "cat" }, Long)).Out.ShouldBeEmpty();
    }

    [Fact(Timeout = Hang)]
    public async Task A_child_that_reads_none_of_its_input_is_no_fault()
    {
        var result = await ChildProcess.RunAsync(new() { Program = "true", StandardInput = new string('x', 1_000_000) }, Long);

        result.Succeeded.ShouldBeTrue();
    }

    [Fact(Timeout = Hang)]
    public async Task Output_beyond_the_limit_is_dropped_but_does_not_stop_the_child()
    {
        var result = await ChildProcess.RunAsync(Shell("head -c 1000000 /dev/zero | tr '\\0' x; exit 3"), Long, maxCaptureBytes: 1000);

        result.Out.ShouldBe(new string('x', 1000));
        result.ExitCode.ShouldBe(3);
    }

    [Fact(Timeout = Hang)]
    public async Task A_child_that_a_signal_ends_tells_which()
    {
        (await ChildProcess.RunAsync(Shell("kill -KILL $$"), Long)).ExitCode.ShouldBe(137);
        (await ChildProcess.RunAsync(Shell("kill -TERM $$"), Long)).ExitCode.ShouldBe(143);
    }

    [Theory(Timeout = Hang)]
    [InlineData("exec sleep 300")]
    [InlineData("trap '' TERM; while :; do sleep 300; done")]
    public async Task A_child_whose_time_is_up_is_ended_with_all_that_it_started(string script)
    {
        // The grandchildren write their ids; one of them ignores TERM.
        var command = Shell($"sleep 301 & echo $! > {_folder["one"]}; (trap '' TERM; exec sleep 302) & echo $! > {_folder["two"]}; echo partial; {script}");

        var result = await ChildProcess.RunAsync(command with { NewSession = true }, TimeSpan.FromSeconds(1));

        result.TimedOut.ShouldBeTrue();
        result.Succeeded.ShouldBeFalse();
        result.Out.ShouldBe("partial\n");
        foreach (var name in new[] { "one", "two" })
        {
            var pid = int.Parse(await File.ReadAllTextAsync(_folder[name]), null);
            await Eventually.TrueAsync(() => ProcessIdentity.Of(pid) is null);
        }
    }

    [Fact(Timeout = Hang)]
    public async Task A_caller_who_gives_up_gets_his_exception_and_no_child_is_left()
    {
        using var stop = new CancellationTokenSource();
        var path = _folder["pid"];
        var run = ChildProcess.RunAsync(Shell($"echo $$ > {path}.new; mv {path}.new {path}; exec sleep 300"), Long, cancellationToken: stop.Token);
        await Eventually.TrueAsync(() => File.Exists(path));

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => run);
        ProcessIdentity.Of(int.Parse(await File.ReadAllTextAsync(path), null)).ShouldBeNull();
    }

    [Fact(Timeout = Hang)]
    public async Task A_background_process_that_holds_the_pipes_does_not_hold_us()
    {
        var start = TimeProvider.System.GetTimestamp();
        var command = Shell($"sleep 300 & echo $! > {_folder["pid"]}; echo done") with { NewSession = true };

        var result = await ChildProcess.RunAsync(command, Long);

        result.ShouldBe(new(0, "done\n", "", TimedOut: false));
        TimeProvider.System.GetElapsedTime(start).ShouldBeLessThan(TimeSpan.FromSeconds(20));
        Signals.Send(int.Parse(await File.ReadAllTextAsync(_folder["pid"]), null), Signal.Kill);
    }

    [Fact(Timeout = Hang)]
    public async Task A_background_process_that_holds_the_input_does_not_hold_us()
    {
        // It never reads: our writing would wait for ever.
        var command = Shell($"exec 3<&0; sleep 300 <&3 >/dev/null 2>&1 & echo $! > {_folder["pid"]}") with { StandardInput = new string('x', 1_000_000) };

        (await ChildProcess.RunAsync(command, Long)).ExitCode.ShouldBe(0);

        Signals.Send(int.Parse(await File.ReadAllTextAsync(_folder["pid"]), null), Signal.Kill);
    }

    [Fact(Timeout = Hang)]
    public async Task The_environment_is_what_was_asked_for()
    {
        var command = new ChildCommand
        {
            Program = "env",
            ClearEnvironment = true,
            Environment = new Dictionary<string, string?> { ["A"] = "1 2", ["B"] = null },
        };

        (await ChildProcess.RunAsync(command, Long)).Out.ShouldBe("A=1 2\n");
        (await ChildProcess.RunAsync(command with { NewSession = true }, Long)).Out.ShouldBe("A=1 2\n");
    }

    [Fact(Timeout = Hang)]
    public async Task A_variable_can_be_taken_away()
    {
        var command = Shell("echo \"${PATH-none}\"") with { Program = "/bin/sh", Environment = new Dictionary<string, string?> { ["HOME"] = null } };

        (await ChildProcess.RunAsync(command with { Arguments = ["-c", "echo \"${HOME-none}\""] }, Long)).Out.ShouldBe("none\n");
    }

    [Fact(Timeout = Hang)]
    public async Task The_working_folder_is_where_it_should_be()
    {
        (await ChildProcess.RunAsync(Shell("pwd -P") with { WorkingDirectory = _folder.Path }, Long)).Out.Trim().ShouldBe(_folder.Path);
    }

    [Fact(Timeout = Hang)]
    public async Task A_program_that_is_missing_or_cannot_run_is_said_so()
    {
        (await Should.ThrowAsync<ProgramNotStartedException>(() => ChildProcess.RunAsync(new() { Program = "no-such-program" }, Long)))
            .Message.ShouldBe("The program 'no-such-program' could not be started: it is not on PATH, or not executable.");

        var broken = _folder["broken"];
        await File.WriteAllTextAsync(broken, "\u007fELF is not what this is");
        File.SetUnixFileMode(broken, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        (await Should.ThrowAsync<ProgramNotStartedException>(() => ChildProcess.RunAsync(new() { Program = broken }, Long)))
            .Message.ShouldContain(broken);
    }

    [Fact(Timeout = Hang)]
    public async Task A_working_folder_that_is_missing_is_said_so()
    {
        (await Should.ThrowAsync<ProgramNotStartedException>(() => ChildProcess.RunAsync(Shell("true") with { WorkingDirectory = _folder["none"] }, Long)))
            .Message.ShouldContain("none");
    }

    private static ChildCommand Shell(string script) => new() { Program = "sh", Arguments = ["-c", script] };
}
