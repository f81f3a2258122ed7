using Microsoft.Data.Sqlite;

namespace HpcClient.Casting.Ledger;

/// <summary>
/// The durable record of every job we touched: SQLite with a rollback journal (home folders are often NFS, where
/// write-ahead logs do not work) and full synchronisation. Readers need nothing; writers hold the lease.
/// </summary>
public sealed class LedgerStore : IDisposable
{
    /// <summary>How long a lease lasts without a write by its holder; every write renews it.</summary>
    public static readonly TimeSpan LeaseDuration = TimeSpan.FromMinutes(10);

    private readonly SqliteConnection _connection;
    private readonly TimeProvider _time;
    private LeaseHolder? _lease;

    private LedgerStore(SqliteConnection connection, TimeProvider time)
    {
        _connection = connection;
        _time = time;
    }

    /// <summary>Opens the ledger at <paramref name="path"/>, making it when there is none.</summary>
    /// <exception cref="LedgerFaultException">It cannot be opened: the message says why and what to do.</exception>
    public static LedgerStore Open(string path, TimeProvider time)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Pooling = false,
            DefaultTimeout = 30,
        }.ToString());
        try
        {
            connection.Open();
            using (var command = connection.CreateCommand())
            {
                command.CommandText = "PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL;";
                command.ExecuteNonQuery();
            }

            LedgerSchema.Migrate(connection, path);
            if (File.Exists(path))
            {
                File.SetUnixFileMode(path, Posix.Files.DurableFile.OwnerOnly);
            }

            return new(connection, time);
        }
        catch (Exception e)
        {
            connection.Dispose();
            if (e is SqliteException or UnauthorizedAccessException)
            {
                throw new LedgerFaultException($"The ledger '{path}' cannot be opened: {e.Message} Check that the folder is there, writable by you and not full.", e);
            }

            throw;
        }
    }

    /// <summary>Takes the lease that writers need.</summary>
    /// <returns>Null when we have it now, else who has it.</returns>
    /// <exception cref="LedgerFaultException">The ledger cannot be written.</exception>
    public LeaseHolder? TryTakeLease(LeaseHolder me) => Guarded(() => TakeLease(me));

    /// <summary>Gives the lease back. Where that cannot be written it does not matter: the lease of a process that is gone is free.</summary>
    public void ReleaseLease()
    {
        if (_lease is not { } lease)
        {
            return;
        }

        _lease = null;
        try
        {
            LedgerSql.Execute(_connection, "DELETE FROM lease WHERE token = $token", ("$token", lease.Token));
        }
        catch (SqliteException)
        {
            // Full or read-only disk: said already by whoever tried to write.
        }
    }

    /// <summary>The job, or null when we never touched it.</summary>
    public LedgerEntry? Find(string jobId) => Guarded(() =>
        LedgerSql.ReadEntries(_connection, "WHERE job_id = $id", ("$id", jobId)) is [var entry] ? entry : null);

    /// <summary>Every job with work left, oldest first.</summary>
    public IReadOnlyList<LedgerEntry> Unfinished() => Guarded(() =>
        LedgerSql.ReadEntries(_connection, "WHERE state NOT IN ('Refused', 'Reported', 'Superseded') ORDER BY created_at"));

    /// <summary>The story of one job, oldest first.</summary>
    public IReadOnlyList<LedgerTransition> History(string jobId) => Guarded(() => LedgerSql.ReadHistory(_connection, jobId));

    /// <summary>
    /// Writes an entry and its row of history, in one transaction that also renews our lease and fails when somebody else
    /// has it.
    /// </summary>
    /// <exception cref="LedgerFaultException">The lease was lost, or the disk is full: nothing was written.</exception>
    public LedgerEntry Write(LedgerEntry entry, string cause, string evidence = "") => Guarded(() => WriteWithHistory(entry, cause, evidence));

    /// <summary>Notes side facts (heartbeat, absence) that are no part of a job's story.</summary>
    /// <inheritdoc cref="Write" path="/exception"/>
    public LedgerEntry Note(LedgerEntry entry) => Guarded(() =>
    {
        LedgerSql.WriteEntry(_connection, entry);
        return entry;
    });

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private static T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException e)
        {
            throw new LedgerFaultException($"The ledger cannot be used: {e.Message} Make room on its disk, or make its folder writable for you.", e);
        }
    }

    private LeaseHolder? TakeLease(LeaseHolder me)
    {
        using var transaction = _connection.BeginTransaction(deferred: false);
        var now = _time.GetUtcNow();
        if (LedgerSql.ReadLease(_connection) is var (holder, expires) && expires > now && !holder.IsSurelyGone())
        {
            return holder;
        }

        LedgerSql.WriteLease(_connection, me, now, now + LeaseDuration);
        transaction.Commit();
        _lease = me;
        return null;
    }

    private LedgerEntry WriteWithHistory(LedgerEntry entry, string cause, string evidence)
    {
        using var trace = LedgerTrace.Transition(entry);
        var now = _time.GetUtcNow();
        using var transaction = _connection.BeginTransaction(deferred: false);
        var renewed = LedgerSql.Execute(_connection, "UPDATE lease SET expires_at = $until WHERE token = $token",
            ("$until", (now + LeaseDuration).ToUnixTimeMilliseconds()), ("$token", _lease?.Token ?? ""));
        if (renewed != 1)
        {
            throw new LedgerFaultException("Another process took over the ledger because this one did not write for too long; it stops here and the other one goes on.");
        }

        var before = Find(entry.JobId);
        var written = before?.State == entry.State ? entry : entry with { ChangedAt = now };
        LedgerSql.WriteEntry(_connection, written);
        LedgerSql.WriteTransition(_connection, new(entry.JobId, now, before?.State, entry.State, cause, evidence));
        transaction.Commit();
        return written;
    }
}
