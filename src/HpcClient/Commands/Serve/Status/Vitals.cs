using HpcClient.Casting.Ledger;
using HpcClient.Casting.Sweeping;
using HpcClient.Commands.Serve.Passes;

namespace HpcClient.Commands.Serve.Status;

/// <summary>How it goes: written by the passes, read by the status pages and the watchdog. All members may be used from any thread.</summary>
/// <param name="time">Clock.</param>
internal sealed class Vitals(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly DurationCounts _durations = new();
    private readonly Dictionary<string, long> _passes = Zero(["good", .. Enum.GetNames<SweepProblemKind>().Select(n => n.ToLowerInvariant())]);
    private readonly Dictionary<string, long> _ended = Zero(["complete", "failed", "superseded"]);
    private readonly CallCounts _calls = new();
    private readonly DateTimeOffset _startedAt = time.GetUtcNow();
    private long _progress;
    private long _launched;
    private long _refused;
    private bool _settingsAreFaulty;
    private LeaseHolder? _other;
    private DateTimeOffset? _lastPass;
    private DateTimeOffset? _lastGoodPass;
    private SweepProblem? _problem;
    private IReadOnlyDictionary<LedgerState, int> _jobs = new Dictionary<LedgerState, int>();

    /// <summary>A number that grows with everything that comes about.</summary>
    public long Progress => Volatile.Read(ref _progress);

    /// <summary>Something came about.</summary>
    public void Progressed() => Interlocked.Increment(ref _progress);

    /// <summary>A pass is over.</summary>
    public void PassEnded(SweepReport report, TimeSpan took)
    {
        lock (_lock)
        {
            _lastPass = time.GetUtcNow();
            _lastGoodPass = report.Problem is null ? _lastPass : _lastGoodPass;
            _problem = report.Problem;
            _other = null;
            _passes[report.Problem?.Kind.ToString().ToLowerInvariant() ?? "good"]++;
            _durations.Add(took);
            _launched += report.Launched;
            _refused += report.Rejected;
        }

        Progressed();
    }

    /// <summary>The jobs were counted.</summary>
    public void Counted(Census census)
    {
        lock (_lock)
        {
            _jobs = census.ByState;
            foreach (var job in census.Ended.Where(j => j.State != LedgerState.Refused))
            {
                _ended[job.State == LedgerState.Superseded ? "superseded" : job.Succeeded == true ? "complete" : "failed"]++;
            }
        }
    }

    /// <summary>No pass could be made, since another process is at work.</summary>
    public void StandsBy(LeaseHolder other)
    {
        lock (_lock)
        {
            _other = other;
        }

        Progressed();
    }

    /// <summary>Whether the files of the settings are faulty, so that older ones are in force.</summary>
    public void SettingsAreFaulty(bool faulty)
    {
        lock (_lock)
        {
            _settingsAreFaulty = faulty;
        }

        Progressed();
    }

    /// <summary>Site or scheduler was called.</summary>
    /// <param name="partner"><c>site</c> or <c>scheduler</c>.</param>
    /// <param name="call">What was called for: a kind of call, not a value of anybody's.</param>
    /// <param name="outcome">What came of it, likewise.</param>
    /// <param name="took">How long it took.</param>
    public void Called(string partner, string call, string outcome, TimeSpan took)
    {
        lock (_lock)
        {
            _calls.Add(partner, call, outcome, took);
        }

        Progressed();
    }

    /// <summary>All of it, as it is now.</summary>
    public VitalSigns Read()
    {
        lock (_lock)
        {
            return new()
            {
                Now = time.GetUtcNow(),
                StartedAt = _startedAt,
                LastPass = _lastPass,
                LastGoodPass = _lastGoodPass,
                Problem = _problem,
                Other = _other,
                SettingsAreFaulty = _settingsAreFaulty,
                Launched = _launched,
                Refused = _refused,
                Jobs = _jobs,
                Passes = new Dictionary<string, long>(_passes),
                Ended = new Dictionary<string, long>(_ended),
                Durations = _durations.Read(),
                Calls = _calls.Read(),
            };
        }
    }

    private static Dictionary<string, long> Zero(IEnumerable<string> names) => names.ToDictionary(n => n, _ => 0L, StringComparer.Ordinal);
}
