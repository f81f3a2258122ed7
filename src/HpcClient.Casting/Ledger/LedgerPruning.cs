using Microsoft.Data.Sqlite;

namespace HpcClient.Casting.Ledger;

/// <summary>Keeps the ledger from growing for ever: what is over, acknowledged and old leaves it.</summary>
internal static class LedgerPruning
{
    public static IReadOnlyList<string> Prune(SqliteConnection connection, DateTimeOffset jobsBefore, DateTimeOffset usageBefore, int most)
    {
        var jobs = LedgerSql.ReadEntries(
            connection,
            "WHERE state IN ('Refused', 'Reported', 'Superseded') AND changed_at < $before AND job_id NOT IN (SELECT job_id FROM outbox) ORDER BY changed_at LIMIT $most",
            ("$before", jobsBefore.ToUnixTimeMilliseconds()), ("$most", most)).Select(entry => entry.JobId).ToList();
        foreach (var job in jobs)
        {
            LedgerSql.Execute(connection, "DELETE FROM history WHERE job_id = $id", ("$id", job));
            LedgerSql.Execute(connection, "DELETE FROM jobs WHERE job_id = $id", ("$id", job));
        }

        LedgerSql.Execute(connection, "DELETE FROM orders WHERE done_at < $before", ("$before", jobsBefore.ToUnixTimeMilliseconds()));
        LedgerSql.Execute(connection, "DELETE FROM attempts WHERE submitted_at < $before AND job_id NOT IN (SELECT job_id FROM jobs)", ("$before", usageBefore.ToUnixTimeMilliseconds()));
        return jobs;
    }
}
