using HpcClient.Posix.Processes;

namespace HpcClient.Posix.Tests.Processes;

public sealed class DetachedProcessTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("detached-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task It_leads_its_own_session_is_nobodys_child_here_and_writes_to_its_log()
    {
        var log = Path.Combine(_folder, "a log.txt");

        var process = await DetachedProcess.StartAsync(new() { Program = "bash", Arguments = ["-c", "echo \"got $1\"; exec sleep 1000", "x", "one two"] }, log);

        process.ShouldNotBeNull();
        try
        {
            var fields = await Until(() => File.ReadAllText($"/proc/{process.ProcessId}/stat").Split(' '), stat => stat[5] == $"{process.ProcessId}");
            fields[3].ShouldNotBe($"{Environment.ProcessId}");
            (await Until(() => File.Exists(log) ? File.ReadAllText(log) : "", text => text.Length > 0)).ShouldBe("got one two\n");
        }
        finally
        {
            Signals.Send(process.ProcessId, Signal.Kill);
        }
    }

    [Fact]
    public async Task It_keeps_no_descriptor_of_ours_open()
    {
        var held = Path.Combine(_folder, "held");
        await using var inherited = new FileStream(held, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Inheritable);

        var process = await DetachedProcess.StartAsync(new() { Program = "sleep", Arguments = ["1000"] }, Path.Combine(_folder, "log"));

        process.ShouldNotBeNull();
        try
        {
            await Until(() => File.ReadAllText($"/proc/{process.ProcessId}/comm"), name => name == "sleep\n");
            Directory.GetFiles($"/proc/{process.ProcessId}/fd").Select(path => new FileInfo(path).LinkTarget).ShouldNotContain(held);
        }
        finally
        {
            Signals.Send(process.ProcessId, Signal.Kill);
        }
    }

    private static async Task<T> Until<T>(Func<T> read, Func<T, bool> condition)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var value = read();
            if (condition(value) || TimeProvider.System.GetElapsedTime(since) > TimeSpan.FromSeconds(30))
            {
                return value;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }
    }
}
