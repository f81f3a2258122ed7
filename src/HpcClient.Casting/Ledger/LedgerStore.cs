using HpcClient.Casting.Ledger.Attempts;
using HpcClient.Casting.Ledger.Orders;
using HpcClient.Casting.Ledger.Outbox;
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

    /// <summary>Takes the lease that writers need; also one that the same token has already, as after a disk that was away.</summary>
    /// <returns>Null when we have it now, else who has it.</returns>
    /// <exception cref="LedgerFaultException">The ledger cannot be written.</exception>
    public LeaseHolder? TryTakeLease(LeaseHolder me) => Guarded(() => TakeLease(me));

    /// <summary>Renews our lease while there is nothing to write.</summary>
    /// <returns>False when somebody else has it by now, or it was never taken: nothing may be written then.</returns>
    /// <exception cref="LedgerFaultException">The ledger cannot be written.</exception>
    public bool RenewLease() => Guarded(() => Renew(_time.GetUtcNow()));

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

    /// <summary>Every job with work left at the scheduler, oldest first.</summary>
    public IReadOnlyList<LedgerEntry> Unfinished() => Guarded(() =>
        LedgerSql.ReadEntries(_connection, "WHERE state NOT IN ('Refused', 'Reported', 'Superseded') ORDER BY created_at, job_id"));

    /// <summary>The story of one job, oldest first.</summary>
    public IReadOnlyList<LedgerTransition> History(string jobId) => Guarded(() => LedgerSql.ReadHistory(_connection, jobId));

    /// <summary>The submissions of one job, oldest first.</summary>
    public IReadOnlyList<LedgerAttempt> Attempts(string jobId) => Guarded(() =>
        AttemptSql.Read(_connection, "WHERE job_id = $id ORDER BY number", ("$id", jobId)));

    /// <summary>All that the site has not acknowledged, in order.</summary>
    public IReadOnlyList<OutboxMessage> Outbox() => Guarded(() => OutboxSql.Read(_connection, "ORDER BY number"));

    /// <summary>The same of one job.</summary>
    public IReadOnlyList<OutboxMessage> Outbox(string jobId) => Guarded(() =>
        OutboxSql.Read(_connection, "WHERE job_id = $id ORDER BY number", ("$id", jobId)));

    /// <summary>Orders that nobody has carried out yet, oldest first.</summary>
    public IReadOnlyList<LedgerOrder> OpenOrders() => Guarded(() => OrderSql.Read(_connection, "WHERE done_at IS NULL ORDER BY number"));

    /// <summary>One order; null when there is none of this number.</summary>
    public LedgerOrder? Order(long number) => Guarded(() => OrderSql.Read(_connection, "WHERE number = $number", ("$number", number)) is [var order] ? order : null);

    /// <summary>Writes an order; needs no lease.</summary>
    /// <returns>Its number.</returns>
    public long Add(string jobId, OrderKind kind, string askedBy) => Guarded(() => OrderSql.Add(_connection, jobId, kind, askedBy, _time.GetUtcNow()));

    /// <summary>
    /// Writes an entry and its row of history, in one transaction that also renews our lease and fails when somebody else
    /// has it.
    /// </summary>
    /// <exception cref="LedgerFaultException">The lease was lost, or the disk is full: nothing was written.</exception>
    public LedgerEntry Write(LedgerEntry entry, string cause, string evidence = "") => Write([new LedgerChange(entry, cause, evidence)])[0];

    /// <summary>Writes a change with all that belongs to it, in one such transaction.</summary>
    /// <inheritdoc cref="Write(LedgerEntry, string, string)" path="/exception"/>
    public LedgerEntry Write(LedgerChange change) => Write([change])[0];

    /// <summary>Writes the changes of several jobs in one such transaction.</summary>
    /// <inheritdoc cref="Write(LedgerEntry, string, string)" path="/exception"/>
    public IReadOnlyList<LedgerEntry> Write(IReadOnlyList<LedgerChange> changes) => Guarded(() =>
    {
        var before = changes.Select(change => Find(change.Entry.JobId)?.State).ToList();
        var traces = changes.Select((change, i) => LedgerTrace.Start(before[i], change.Entry)).ToList();
        try
        {
            return InTransaction(now => changes.Select((change, i) => WriteChange(change, before[i], now)).ToList());
        }
        catch
        {
            traces.ForEach(trace => trace?.SetStatus(System.Diagnostics.ActivityStatusCode.Error));
            throw;
        }
        finally
        {
            traces.ForEach(trace => trace?.Stop());
        }
    });

    /// <summary>Notes side facts (heartbeat, absence, forecasts) that are no part of a job's story.</summary>
    /// <inheritdoc cref="Write(LedgerEntry, string, string)" path="/exception"/>
    public LedgerEntry Note(LedgerEntry entry)
    {
        Note([entry]);
        return entry;
    }

    /// <summary>The same of several jobs in one transaction.</summary>
    /// <inheritdoc cref="Write(LedgerEntry, string, string)" path="/exception"/>
    public void Note(IReadOnlyCollection<LedgerEntry> entries)
    {
        if (entries.Count > 0)
        {
            Guarded(() => InTransaction(_ =>
            {
                foreach (var entry in entries)
                {
                    LedgerSql.WriteEntry(_connection, entry);
                }

                return entries.Count;
            }));
        }
    }

    /// <summary>Notes what is known of a submission.</summary>
    /// <inheritdoc cref="Write(LedgerEntry, string, string)" path="/exception"/>
    public void Note(LedgerAttempt attempt) => Guarded(() => InTransaction(_ =>
    {
        AttemptSql.Write(_connection, attempt);
        return attempt;
    }));

    /// <summary>Notes that messages were sent in vain, and when they are due again.</summary>
    /// <inheritdoc cref="Write(LedgerEntry, string, string)" path="/exception"/>
    public void Postpone(OutboxMessage message) => Guarded(() => InTransaction(_ =>
    {
        OutboxSql.Postpone(_connection, message);
        return message;
    }));

    /// <summary>Answers an order.</summary>
    /// <inheritdoc cref="Write(LedgerEntry, string, string)" path="/exception"/>
    public void Answer(LedgerOrder order) => Guarded(() => InTransaction(_ =>
    {
        OrderSql.Answer(_connection, order);
        return order;
    }));

    /// <summary>
    /// Forgets jobs that were over and settled before <paramref name="jobsBefore"/>, some at a time, and usage from before
    /// <paramref name="usageBefore"/>.
    /// </summary>
    /// <param name="jobsBefore">Age of jobs and answered orders.</param>
    /// <param name="usageBefore">Age of the rows of submissions, from which usage is reported.</param>
    /// <param name="most">Most jobs at one time, so that no pass takes long.</param>
    /// <returns>The jobs that were forgotten.</returns>
    /// <inheritdoc cref="Write(LedgerEntry, string, string)" path="/exception"/>
    public IReadOnlyList<string> Prune(DateTimeOffset jobsBefore, DateTimeOffset usageBefore, int most) => Guarded(() => InTransaction(_ =>
        LedgerPruning.Prune(_connection, jobsBefore, usageBefore, most)));

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
        if (LedgerSql.ReadLease(_connection) is var (holder, expires) && expires > now && holder.Token != me.Token && !holder.IsSurelyGone())
        {
            return holder;
        }

        LedgerSql.WriteLease(_connection, me, now, now + LeaseDuration);
        transaction.Commit();
        _lease = me;
        return null;
    }

    // Every write renews the lease, so that whoever writes holds it.
    private T InTransaction<T>(Func<DateTimeOffset, T> work)
    {
        var now = _time.GetUtcNow();
        using var transaction = _connection.BeginTransaction(deferred: false);
        if (!Renew(now))
        {
            throw new LedgerFaultException("Another process took over the ledger because this one did not write for too long; it stops here and the other one goes on.");
        }

        var result = work(now);
        transaction.Commit();
        return result;
    }

    private LedgerEntry WriteChange(LedgerChange change, LedgerState? before, DateTimeOffset now)
    {
        var entry = change.Entry;
        var written = before == entry.State ? entry : entry with { ChangedAt = now };
        LedgerSql.WriteEntry(_connection, written);
        LedgerSql.WriteTransition(_connection, new(entry.JobId, now, before, entry.State, change.Cause, change.Evidence));
        if (change.Attempt is { } attempt)
        {
            AttemptSql.Write(_connection, attempt);
        }

        if (change.VoidsMessages)
        {
            OutboxSql.RemoveAll(_connection, entry.JobId);
        }
        else if (change.Settled is { } settled)
        {
            OutboxSql.Remove(_connection, settled);
        }

        foreach (var message in change.Messages)
        {
            OutboxSql.Add(_connection, entry.JobId, message, now);
        }

        return written;
    }

    private bool Renew(DateTimeOffset now) =>
        LedgerSql.Execute(_connection, "UPDATE lease SET expires_at = $until WHERE token = $token",
            ("$until", (now + LeaseDuration).ToUnixTimeMilliseconds()), ("$token", _lease?.Token ?? "")) == 1;
}
