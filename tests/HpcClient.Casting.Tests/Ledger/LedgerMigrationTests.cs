using HpcClient.Casting.Ledger;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace HpcClient.Casting.Tests.Ledger;

/// <summary>A ledger of an earlier version is brought up to date with all that it knows.</summary>
public sealed class LedgerMigrationTests
{
    [Fact]
    public void A_ledger_of_format_1_keeps_its_jobs_and_their_history()
    {
        using var folder = new TemporaryFolder();
        var path = folder.In("ledger.db");
        using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = """
                CREATE TABLE jobs (job_id TEXT PRIMARY KEY, state TEXT NOT NULL, scheduler TEXT NOT NULL, gear TEXT, nonce TEXT, scheduler_job_id TEXT,
                    submissions INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL, changed_at INTEGER NOT NULL, missing_since INTEGER,
                    heartbeat_at INTEGER, succeeded INTEGER, reason TEXT) WITHOUT ROWID;
                CREATE INDEX jobs_by_state ON jobs (state);
                CREATE TABLE history (number INTEGER PRIMARY KEY, job_id TEXT NOT NULL, at INTEGER NOT NULL, from_state TEXT, to_state TEXT NOT NULL, cause TEXT NOT NULL, evidence TEXT NOT NULL);
                CREATE INDEX history_by_job ON history (job_id, number);
                CREATE TABLE lease (one INTEGER PRIMARY KEY CHECK (one = 1), host TEXT NOT NULL, process_id INTEGER NOT NULL, process_start INTEGER NOT NULL,
                    token TEXT NOT NULL, taken_at INTEGER NOT NULL, expires_at INTEGER NOT NULL);
                INSERT INTO jobs VALUES ('64b5bce63a26373568590001', 'Queued', 'slurm', 'tester 1.0.0', 'n', '42', 1, 1000, 2000, NULL, NULL, NULL, 'Priority');
                INSERT INTO history VALUES (1, '64b5bce63a26373568590001', 2000, 'Submitted', 'Queued', 'slurm: PENDING', '');
                PRAGMA user_version = 1;
                """;
            command.ExecuteNonQuery();
        }

        using var ledger = LedgerStore.Open(path, new FakeTimeProvider());

        var entry = ledger.Find("64b5bce63a26373568590001").ShouldNotBeNull();
        (entry.State, entry.SchedulerJobId, entry.Reason, entry.Submissions).ShouldBe((LedgerState.Queued, "42", "Priority", 1));
        ledger.History(entry.JobId).ShouldHaveSingleItem().To.ShouldBe(LedgerState.Queued);
        ledger.Outbox().ShouldBeEmpty();
        ledger.Attempts(entry.JobId).ShouldBeEmpty();
    }
}
