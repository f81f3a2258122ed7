using HpcClient.Scheduling.Observations;
using Microsoft.Data.Sqlite;

namespace HpcClient.Casting.Ledger.Attempts;

/// <summary>Rows of submissions to records and back.</summary>
internal static class AttemptSql
{
    private const string Columns =
        "job_id, number, gear, user, nonce, scheduler, scheduler_job_id, asked, asked_cpus, asked_memory, asked_walltime, asked_gpus, "
        + "submitted_at, started_at, ended_at, node, cause, succeeded, cpu_seconds, peak_memory, wall_seconds, gpu_percent, gpu_memory, usage_source";

    public static void Write(SqliteConnection connection, LedgerAttempt attempt) => LedgerSql.Execute(connection,
        $"INSERT OR REPLACE INTO attempts ({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)",
        ("$1", attempt.JobId),
        ("$2", attempt.Number),
        ("$3", attempt.Gear),
        ("$4", attempt.User),
        ("$5", attempt.Nonce),
        ("$6", attempt.Scheduler),
        ("$7", attempt.SchedulerJobId),
        ("$8", attempt.Asked),
        ("$9", attempt.AskedCpus),
        ("$10", attempt.AskedMemoryBytes),
        ("$11", (long?)attempt.AskedWalltime?.TotalSeconds),
        ("$12", attempt.AskedGpus),
        ("$13", attempt.SubmittedAt.ToUnixTimeMilliseconds()),
        ("$14", attempt.StartedAt?.ToUnixTimeMilliseconds()),
        ("$15", attempt.EndedAt?.ToUnixTimeMilliseconds()),
        ("$16", attempt.Node),
        ("$17", attempt.Cause?.ToString()),
        ("$18", attempt.Succeeded),
        ("$19", attempt.Usage.CpuSeconds),
        ("$20", attempt.Usage.PeakMemoryBytes),
        ("$21", attempt.Usage.WallSeconds),
        ("$22", attempt.Usage.GpuPercent),
        ("$23", attempt.Usage.GpuMemoryBytes),
        ("$24", attempt.Usage.Source));

    public static IReadOnlyList<LedgerAttempt> Read(SqliteConnection connection, string rest, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = LedgerSql.Command(connection, $"SELECT {Columns} FROM attempts {rest}", parameters);
        using var row = command.ExecuteReader();
        var attempts = new List<LedgerAttempt>();
        while (row.Read())
        {
            attempts.Add(new()
            {
                JobId = row.GetString(0),
                Number = row.GetInt32(1),
                Gear = LedgerSql.Text(row, 2),
                User = LedgerSql.Text(row, 3),
                Nonce = row.GetString(4),
                Scheduler = row.GetString(5),
                SchedulerJobId = LedgerSql.Text(row, 6),
                Asked = row.GetString(7),
                AskedCpus = (int?)LedgerSql.Number(row, 8),
                AskedMemoryBytes = LedgerSql.Number(row, 9),
                AskedWalltime = LedgerSql.Number(row, 10) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
                AskedGpus = (int?)LedgerSql.Number(row, 11),
                SubmittedAt = LedgerSql.Time(row, 12)!.Value,
                StartedAt = LedgerSql.Time(row, 13),
                EndedAt = LedgerSql.Time(row, 14),
                Node = LedgerSql.Text(row, 15),
                Cause = LedgerSql.Text(row, 16) is { } cause ? Enum.Parse<EndCause>(cause) : null,
                Succeeded = row.IsDBNull(17) ? null : row.GetBoolean(17),
                Usage = new()
                {
                    CpuSeconds = LedgerSql.Real(row, 18),
                    PeakMemoryBytes = LedgerSql.Number(row, 19),
                    WallSeconds = LedgerSql.Real(row, 20),
                    GpuPercent = LedgerSql.Real(row, 21),
                    GpuMemoryBytes = LedgerSql.Number(row, 22),
                    Source = LedgerSql.Text(row, 23),
                },
            });
        }

        return attempts;
    }
}
