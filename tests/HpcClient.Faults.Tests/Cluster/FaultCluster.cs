using HpcClient.Faults.Tests.Machine;
using HpcClient.Posix.Processes;

namespace HpcClient.Faults.Tests.Cluster;

/// <summary>A Slurm of the suite's own, brought up by <c>deploy/slurm/up.sh</c>, and what can be done to it.</summary>
internal sealed class FaultCluster : IAsyncDisposable
{
    private static readonly string Up = Repository.PathOf("deploy", "slurm", "up.sh");
    private static readonly string Down = Repository.PathOf("deploy", "slurm", "down.sh");

    private readonly string _root;
    private readonly List<string> _up;

    private FaultCluster(string root, List<string> up)
    {
        _root = root;
        _up = up;
    }

    /// <summary>What its clients need in their environment.</summary>
    public IReadOnlyDictionary<string, string?> Environment => new Dictionary<string, string?> { ["SLURM_CONF"] = Path.Combine(_root, "etc", "slurm.conf") };

    /// <summary>Name of node number <paramref name="number"/>, from 1.</summary>
    public string Node(int number) => $"{NodePrefix}{number}";

    /// <summary>Where it keeps scripts, state and logs.</summary>
    public string Root => _root;

    private string NodePrefix => Path.GetFileName(_root).Replace("-", "", StringComparison.Ordinal);

    /// <summary>Brings one up.</summary>
    /// <param name="root">A folder of its own, with a short name.</param>
    /// <param name="nodes">Number of nodes, each of 8 CPUs and 16 GB, invented where the machine has less.</param>
    /// <param name="accounting">Whether with slurmdbd.</param>
    /// <param name="conf">Lines for the end of slurm.conf; <c>NODE</c> stands for the prefix of node names, <c>ROOT</c> for the folder.</param>
    public static async Task<FaultCluster> StartAsync(string root, int nodes, bool accounting, string conf)
    {
        var cluster = new FaultCluster(root, []);
        Directory.CreateDirectory(root);
        var lines = root + ".conf";
        await File.WriteAllTextAsync(lines, conf.Replace("NODE", cluster.NodePrefix, StringComparison.Ordinal).Replace("ROOT", root, StringComparison.Ordinal));
        cluster._up.AddRange(
        [
            "--root", root, "--cluster", cluster.NodePrefix, "--node-prefix", cluster.NodePrefix, "--nodes", $"{nodes}", "--cpus", "8", "--mem", "16000",
            "--accounting", accounting ? "yes" : "no", "--conf", lines,
        ]);
        await cluster.RunUpAsync();
        return cluster;
    }

    /// <summary>Signals a daemon: <c>slurmctld</c>, <c>slurmdbd</c>, <c>munged</c>, <c>slurmd-NODE</c>.</summary>
    public async Task SignalAsync(string daemon, string signal)
    {
        var id = ProcessOf(daemon);
        (await Command.RunAsync("kill", [$"-{signal}", id])).Succeeded.ShouldBeTrue($"{daemon} ({id}) takes {signal}");
        if (signal is "TERM" or "KILL")
        {
            await Until.TrueAsync(() => !IsRunning(id), $"{daemon} ends");
        }
    }

    /// <summary>Ends a daemon with all that it would still finish.</summary>
    public Task StopAsync(string daemon) => SignalAsync(daemon, "TERM");

    /// <summary>Starts a daemon again as it was started first.</summary>
    public async Task StartAgainAsync(string daemon)
    {
        // A restart by hand: the arguments that up.sh gave stand in /proc only while it runs, so they are known here.
        var conf = Environment["SLURM_CONF"]!;
        string[] command = daemon switch
        {
            "slurmctld" => ["env", $"SLURM_CONF={conf}", "slurmctld", "-D"],
            "slurmdbd" => ["env", $"SLURM_CONF={conf}", $"MYSQL_UNIX_PORT={_root}/mysql/mysql.sock", "slurmdbd", "-D"],
            "munged" =>
            [
                "setpriv", "--reuid=munge", "--regid=munge", "--init-groups", "--", "munged", "--foreground", "--force", "--num-threads=4",
                $"--key-file={_root}/munge/munge.key", $"--socket={_root}/munge/munge.sock", $"--pid-file={_root}/munge/munged.pid",
                $"--log-file={_root}/log/munged.log", $"--seed-file={_root}/munge/munged.seed",
            ],
            _ => ["env", $"SLURM_CONF={conf}", "slurmd", "-D", "-N", daemon["slurmd-".Length..]],
        };
        var started = await Command.RunAsync("bash", ["-c", RegisterScript, "start", _root, daemon, .. command]);
        started.Succeeded.ShouldBeTrue(started.Error);
    }

    /// <summary>Runs a Slurm command for which failing is no option.</summary>
    public async Task<string> AskAsync(string program, params string[] arguments)
    {
        var answer = await Command.RunAsync(program, arguments, Environment);
        answer.Succeeded.ShouldBeTrue($"{program} {string.Join(' ', arguments)}: {answer.LastWords}");
        return answer.Out.Trim();
    }

    /// <summary>Whether its controller answers.</summary>
    public async Task<bool> AnswersAsync() =>
        (await Command.RunAsync("timeout", ["5", "squeue", "-h"], Environment)).Succeeded;

    /// <summary>Makes all daemons whole again, whatever a scenario did.</summary>
    public async Task MendAsync()
    {
        foreach (var (daemon, id) in Processes())
        {
            if (IsRunning(id))
            {
                await Command.RunAsync("kill", ["-CONT", id]);
            }
            else
            {
                await StartAgainAsync(daemon);
            }
        }

        await Until.TrueAsync(AnswersAsync, "the controller answers again");
    }

    public async ValueTask DisposeAsync()
    {
        await Command.RunAsync(Down, ["--root", _root, "--purge"], limit: TimeSpan.FromMinutes(2));
        File.Delete(_root + ".conf");
    }

    /// <summary>Takes down what earlier runs of the suite left that were killed.</summary>
    public static async Task ClearAsync(string pattern)
    {
        foreach (var root in Directory.EnumerateDirectories("/var/tmp", pattern))
        {
            if (!IsRunning(Path.GetFileName(root).Split('-')[1]))
            {
                await Command.RunAsync(Down, ["--root", root, "--purge"], limit: TimeSpan.FromMinutes(2));
            }
        }
    }

    // The same line that up.sh keeps, so that down.sh ends it too.
    private const string RegisterScript = """
        root=$1 name=$2; shift 2
        PATH=$PATH:/usr/sbin
        (cd / && exec setsid "$@" < /dev/null >> "$root/log/$name.out" 2>&1) &
        pid=$!
        start=$(sed 's/.*) //' /proc/$pid/stat | cut -d' ' -f20)
        sed -i "/ $name\$/d" "$root/run/processes"
        echo "$pid $start $name" >> "$root/run/processes"
        """;

    private async Task RunUpAsync()
    {
        var up = await Command.RunAsync(Up, [.. _up], limit: TimeSpan.FromMinutes(3));
        up.Succeeded.ShouldBeTrue(up.Error);
    }

    private string ProcessOf(string daemon) => Processes()[daemon];

    private Dictionary<string, string> Processes() =>
        File.ReadAllLines(Path.Combine(_root, "run", "processes")).Select(line => line.Split(' ')).ToDictionary(parts => parts[2], parts => parts[0]);

    private static bool IsRunning(string process)
    {
        try
        {
            return !File.ReadAllText($"/proc/{process}/stat").Split(") ")[^1].StartsWith('Z');
        }
        catch (IOException)
        {
            return false;
        }
    }
}
