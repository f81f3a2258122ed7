using HpcClient.Casting.Ledger.Attempts;
using HpcClient.Casting.Ledger.Orders;
using HpcClient.Casting.Ledger.Outbox;
using Microsoft.Data.Sqlite;

namespace HpcClient.Casting.Ledger;

/// <summary>
/// The ledger for those who only look: it takes no lease, writes nothing, and works while a sweep is at work. Dispose it
/// before anything slow, such as printing: a sweep waits with its writes for readers that are in the midst of a read.
/// </summary>
public sealed class LedgerReader : IDisposable
{
    // SQLITE_READONLY_ROLLBACK: a writer died, and what it left half done must be undone before anybody can read.
    private const int LeftHalfDone = 776;

    private readonly SqliteConnection _connection;
    private readonly string _path;

    private LedgerReader(SqliteConnection connection, string path)
    {
        _connection = connection;
        _path = path;
    }

    /// <summary>Opens the ledger at <paramref name="path"/>.</summary>
    /// <returns>Null when there is none yet.</returns>
    /// <exception cref="LedgerFaultException">It cannot be read: the message says why and what to do.</exception>
    public static LedgerReader? TryOpen(string path)
    {
        if (!IsThere(path))
        {
            return null;
        }

        var reader = new LedgerReader(
            new(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false, DefaultTimeout = 30 }.ToString()), path);
        try
        {
            if (reader.Guarded(reader.Open))
            {
                return reader;
            }

            reader.Dispose();
            return null;
        }
        catch (LedgerFaultException)
        {
            reader.Dispose();
            throw;
        }
    }

    /// <summary>All jobs; the one that changed last comes first.</summary>
    public IReadOnlyList<LedgerEntry> Jobs() => Guarded(() => LedgerSql.ReadEntries(_connection, "ORDER BY changed_at DESC, job_id"));

    /// <summary>
    /// The jobs that <paramref name="part"/> may mean: the one whose id, or id at the scheduler, it is; else all that have it
    /// in one of the two.
    /// </summary>
    public IReadOnlyList<LedgerEntry> Matching(string part)
    {
        var whole = Where("job_id = $part OR scheduler_job_id = $part", part);
        return whole.Count > 0 ? whole : Where("instr(job_id, $part) > 0 OR instr(scheduler_job_id, $part) > 0", part);
    }

    /// <summary>The story of one job, oldest first.</summary>
    public IReadOnlyList<LedgerTransition> History(string jobId) => Guarded(() => LedgerSql.ReadHistory(_connection, jobId));

    /// <summary>The submissions of one job, oldest first.</summary>
    public IReadOnlyList<LedgerAttempt> Attempts(string jobId) => Guarded(() =>
        AttemptSql.Read(_connection, "WHERE job_id = $id ORDER BY number", ("$id", jobId)));

    /// <summary>All submissions that were made in a span of time, oldest first; also of jobs that have left the ledger.</summary>
    public IReadOnlyList<LedgerAttempt> Attempts(DateTimeOffset from, DateTimeOffset to) => Guarded(() => AttemptSql.Read(
        _connection,
        "WHERE submitted_at >= $from AND submitted_at < $to ORDER BY submitted_at",
        ("$from", from.ToUnixTimeMilliseconds()), ("$to", to.ToUnixTimeMilliseconds())));

    /// <summary>What the site has not acknowledged of one job, in order.</summary>
    public IReadOnlyList<OutboxMessage> Outbox(string jobId) => Guarded(() =>
        OutboxSql.Read(_connection, "WHERE job_id = $id ORDER BY number", ("$id", jobId)));

    /// <summary>What operators asked for about one job, oldest first.</summary>
    public IReadOnlyList<LedgerOrder> Orders(string jobId) => Guarded(() =>
        OrderSql.Read(_connection, "WHERE job_id = $id ORDER BY number", ("$id", jobId)));

    /// <summary>How many jobs there are in each state.</summary>
    public IReadOnlyDictionary<LedgerState, int> Counts() => Guarded(() => LedgerSql.ReadCounts(_connection));

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    // File.Exists would call a file missing that we only may not see.
    private static bool IsThere(string path)
    {
        try
        {
            _ = File.GetAttributes(path);
            return true;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (UnauthorizedAccessException e)
        {
            throw Unreadable(path, "Permission denied.", e);
        }
    }

    private static LedgerFaultException Unreadable(string path, string why, Exception inner) => new(
        $"The ledger '{path}' cannot be read by {Environment.UserName}: {why} Ask as the user who sweeps; only that user may read it.", inner);

    private bool Open()
    {
        _connection.Open();

        // Asked before the tables: one that is just being made is empty until they are all there.
        var isEmpty = new FileInfo(_path).Length == 0;
        return LedgerSchema.IsReadable(_connection, _path)
            || (isEmpty ? false : throw new LedgerFaultException($"'{_path}' is no ledger. Move it away, and put the one of your latest backup in its place if you have one."));
    }

    private IReadOnlyList<LedgerEntry> Where(string condition, string part) => Guarded(() =>
        LedgerSql.ReadEntries(_connection, $"WHERE {condition} ORDER BY changed_at DESC, job_id", ("$part", part)));

    private T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException e)
        {
            const int CannotOpen = 14;
            throw e.SqliteExtendedErrorCode == LeftHalfDone
                ? new LedgerFaultException($"A sweep was cut off while it wrote the ledger '{_path}'. The next sweep mends that: fw-hpc-client run.", e)
                : e.SqliteErrorCode == CannotOpen ? Unreadable(_path, e.Message, e)
                : new LedgerFaultException($"The ledger '{_path}' cannot be read: {e.Message}", e);
        }
    }
}
