using HpcClient.Posix.Processes;
using Microsoft.Data.Sqlite;

namespace HpcClient.Casting.Ledger;

/// <summary>Rows to records and back. Times are milliseconds since 1970, UTC.</summary>
internal static class LedgerSql
{
    private const string Columns =
        "job_id, state, scheduler, gear, nonce, scheduler_job_id, submissions, created_at, changed_at, missing_since, heartbeat_at, succeeded, reason, "
        + "user, previous_job_id, node, expected_start, jobs_ahead, wait_told_at, next_memory, next_walltime, cancelled_at";

    public static int Execute(SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = Command(connection, sql, parameters);
        return command.ExecuteNonQuery();
    }

    public static IReadOnlyList<LedgerEntry> ReadEntries(
        SqliteConnection connection, string rest, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = Command(connection, $"SELECT {Columns} FROM jobs {rest}", parameters);
        using var row = command.ExecuteReader();
        var entries = new List<LedgerEntry>();
        while (row.Read())
        {
            entries.Add(new()
            {
                JobId = row.GetString(0),
                State = Enum.Parse<LedgerState>(row.GetString(1)),
                Scheduler = row.GetString(2),
                Gear = Text(row, 3),
                Nonce = Text(row, 4),
                SchedulerJobId = Text(row, 5),
                Submissions = row.GetInt32(6),
                CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(7)),
                ChangedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(8)),
                MissingSince = Time(row, 9),
                HeartbeatAt = Time(row, 10),
                Succeeded = row.IsDBNull(11) ? null : row.GetBoolean(11),
                Reason = Text(row, 12),
                User = Text(row, 13),
                PreviousJobId = Text(row, 14),
                Node = Text(row, 15),
                ExpectedStart = Time(row, 16),
                JobsAhead = (int?)Number(row, 17),
                WaitToldAt = Time(row, 18),
                NextMemoryBytes = Number(row, 19),
                NextWalltime = Number(row, 20) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
                CancelledAt = Time(row, 21),
            });
        }

        return entries;
    }

    public static void WriteEntry(SqliteConnection connection, LedgerEntry entry) => Execute(connection,
        $"INSERT OR REPLACE INTO jobs ({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)",
        ("$1", entry.JobId),
        ("$2", entry.State.ToString()),
        ("$3", entry.Scheduler),
        ("$4", entry.Gear),
        ("$5", entry.Nonce),
        ("$6", entry.SchedulerJobId),
        ("$7", entry.Submissions),
        ("$8", entry.CreatedAt.ToUnixTimeMilliseconds()),
        ("$9", entry.ChangedAt.ToUnixTimeMilliseconds()),
        ("$10", entry.MissingSince?.ToUnixTimeMilliseconds()),
        ("$11", entry.HeartbeatAt?.ToUnixTimeMilliseconds()),
        ("$12", entry.Succeeded),
        ("$13", entry.Reason),
        ("$14", entry.User),
        ("$15", entry.PreviousJobId),
        ("$16", entry.Node),
        ("$17", entry.ExpectedStart?.ToUnixTimeMilliseconds()),
        ("$18", entry.JobsAhead),
        ("$19", entry.WaitToldAt?.ToUnixTimeMilliseconds()),
        ("$20", entry.NextMemoryBytes),
        ("$21", (long?)entry.NextWalltime?.TotalSeconds),
        ("$22", entry.CancelledAt?.ToUnixTimeMilliseconds()));

    public static void WriteTransition(SqliteConnection connection, LedgerTransition row) => Execute(connection,
        "INSERT INTO history (job_id, at, from_state, to_state, cause, evidence) VALUES ($1, $2, $3, $4, $5, $6)",
        ("$1", row.JobId),
        ("$2", row.At.ToUnixTimeMilliseconds()),
        ("$3", row.From?.ToString()),
        ("$4", row.To.ToString()),
        ("$5", row.Cause),
        ("$6", row.Evidence));

    public static IReadOnlyList<LedgerTransition> ReadHistory(SqliteConnection connection, string jobId)
    {
        using var command = Command(connection,
            "SELECT at, from_state, to_state, cause, evidence FROM history WHERE job_id = $id ORDER BY number", ("$id", jobId));
        using var row = command.ExecuteReader();
        var rows = new List<LedgerTransition>();
        while (row.Read())
        {
            rows.Add(new(
                jobId,
                DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(0)),
                row.IsDBNull(1) ? null : Enum.Parse<LedgerState>(row.GetString(1)),
                Enum.Parse<LedgerState>(row.GetString(2)),
                row.GetString(3),
                row.GetString(4)));
        }

        return rows;
    }

    public static IReadOnlyDictionary<LedgerState, int> ReadCounts(SqliteConnection connection)
    {
        using var command = Command(connection, "SELECT state, COUNT(*) FROM jobs GROUP BY state");
        using var row = command.ExecuteReader();
        var counts = new Dictionary<LedgerState, int>();
        while (row.Read())
        {
            counts[Enum.Parse<LedgerState>(row.GetString(0))] = row.GetInt32(1);
        }

        return counts;
    }

    public static (LeaseHolder Holder, DateTimeOffset Expires)? ReadLease(SqliteConnection connection)
    {
        using var command = Command(connection, "SELECT host, process_id, process_start, token, expires_at FROM lease");
        using var row = command.ExecuteReader();
        return row.Read()
            ? (new(row.GetString(0), new ProcessIdentity(row.GetInt32(1), row.GetInt64(2)), row.GetString(3)),
                DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(4)))
            : null;
    }

    public static void WriteLease(SqliteConnection connection, LeaseHolder holder, DateTimeOffset taken, DateTimeOffset expires) => Execute(connection,
        "INSERT OR REPLACE INTO lease (one, host, process_id, process_start, token, taken_at, expires_at) VALUES (1, $1, $2, $3, $4, $5, $6)",
        ("$1", holder.Host),
        ("$2", holder.Process.ProcessId),
        ("$3", holder.Process.StartTicks),
        ("$4", holder.Token),
        ("$5", taken.ToUnixTimeMilliseconds()),
        ("$6", expires.ToUnixTimeMilliseconds()));

    public static SqliteCommand Command(SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }

        return command;
    }

    public static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static long? Number(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    public static double? Real(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDouble(column);

    public static DateTimeOffset? Time(SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));
}
