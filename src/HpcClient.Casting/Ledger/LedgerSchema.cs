using System.Globalization;
using Microsoft.Data.Sqlite;

namespace HpcClient.Casting.Ledger;

/// <summary>The tables of the ledger and how older ones become newer ones.</summary>
internal static class LedgerSchema
{
    /// <summary>Each entry brings the tables from the version of its index to the next; never change one that was released.</summary>
    private static readonly string[] Steps =
    [
        """
        CREATE TABLE jobs (
            job_id TEXT PRIMARY KEY,
            state TEXT NOT NULL,
            scheduler TEXT NOT NULL,
            gear TEXT,
            nonce TEXT,
            scheduler_job_id TEXT,
            submissions INTEGER NOT NULL DEFAULT 0,
            created_at INTEGER NOT NULL,
            changed_at INTEGER NOT NULL,
            missing_since INTEGER,
            heartbeat_at INTEGER,
            succeeded INTEGER,
            reason TEXT
        ) WITHOUT ROWID;
        CREATE INDEX jobs_by_state ON jobs (state);
        CREATE TABLE history (
            number INTEGER PRIMARY KEY,
            job_id TEXT NOT NULL,
            at INTEGER NOT NULL,
            from_state TEXT,
            to_state TEXT NOT NULL,
            cause TEXT NOT NULL,
            evidence TEXT NOT NULL
        );
        CREATE INDEX history_by_job ON history (job_id, number);
        CREATE TABLE lease (
            one INTEGER PRIMARY KEY CHECK (one = 1),
            host TEXT NOT NULL,
            process_id INTEGER NOT NULL,
            process_start INTEGER NOT NULL,
            token TEXT NOT NULL,
            taken_at INTEGER NOT NULL,
            expires_at INTEGER NOT NULL
        );
        """,
        """
        ALTER TABLE jobs ADD COLUMN user TEXT;
        ALTER TABLE jobs ADD COLUMN previous_job_id TEXT;
        ALTER TABLE jobs ADD COLUMN node TEXT;
        ALTER TABLE jobs ADD COLUMN expected_start INTEGER;
        ALTER TABLE jobs ADD COLUMN jobs_ahead INTEGER;
        ALTER TABLE jobs ADD COLUMN wait_told_at INTEGER;
        ALTER TABLE jobs ADD COLUMN next_memory INTEGER;
        ALTER TABLE jobs ADD COLUMN next_walltime INTEGER;
        ALTER TABLE jobs ADD COLUMN cancelled_at INTEGER;
        CREATE INDEX jobs_by_change ON jobs (changed_at);
        CREATE TABLE attempts (
            job_id TEXT NOT NULL,
            number INTEGER NOT NULL,
            gear TEXT,
            user TEXT,
            nonce TEXT NOT NULL,
            scheduler TEXT NOT NULL,
            scheduler_job_id TEXT,
            asked TEXT NOT NULL,
            asked_cpus INTEGER,
            asked_memory INTEGER,
            asked_walltime INTEGER,
            asked_gpus INTEGER,
            submitted_at INTEGER NOT NULL,
            started_at INTEGER,
            ended_at INTEGER,
            node TEXT,
            cause TEXT,
            succeeded INTEGER,
            cpu_seconds REAL,
            peak_memory INTEGER,
            wall_seconds REAL,
            gpu_percent REAL,
            gpu_memory INTEGER,
            usage_source TEXT,
            PRIMARY KEY (job_id, number)
        ) WITHOUT ROWID;
        CREATE INDEX attempts_by_submission ON attempts (submitted_at);
        CREATE TABLE outbox (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            job_id TEXT NOT NULL,
            kind TEXT NOT NULL,
            body TEXT NOT NULL,
            detail TEXT,
            created_at INTEGER NOT NULL,
            tries INTEGER NOT NULL DEFAULT 0,
            next_at INTEGER NOT NULL,
            problem TEXT
        );
        CREATE INDEX outbox_by_job ON outbox (job_id, number);
        CREATE TABLE orders (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            job_id TEXT NOT NULL,
            kind TEXT NOT NULL,
            asked_by TEXT NOT NULL,
            asked_at INTEGER NOT NULL,
            done_at INTEGER,
            succeeded INTEGER,
            answer TEXT
        );
        """,
    ];

    /// <summary>Brings the tables to the newest version.</summary>
    /// <exception cref="LedgerFaultException">They were made by a newer program.</exception>
    public static void Migrate(SqliteConnection connection, string path)
    {
        var version = Version(connection);
        if (version == Steps.Length)
        {
            return;
        }

        using var transaction = connection.BeginTransaction(deferred: false);

        // Asked again inside the transaction: another process may have migrated while we waited for the lock.
        version = Version(connection);
        RefuseNewer(version, path);
        for (var step = version; step < Steps.Length; step++)
        {
            using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = Steps[step] + string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {step + 1};");
            command.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    /// <summary>Whether somebody who only reads finds the tables there; a ledger that is just being made has none yet.</summary>
    /// <exception cref="LedgerFaultException">They were made by a newer program, or wait for a sweep to bring them up to date.</exception>
    public static bool IsReadable(SqliteConnection connection, string path)
    {
        var version = Version(connection);
        RefuseNewer(version, path);
        return version == 0 || version == Steps.Length
            ? version > 0
            : throw new LedgerFaultException($"The ledger '{path}' has format {version}, and this version of fw-hpc-client reads {Steps.Length}. The next sweep brings it up to date: fw-hpc-client run.");
    }

    private static void RefuseNewer(int version, string path)
    {
        if (version > Steps.Length)
        {
            throw new LedgerFaultException($"The ledger '{path}' has format {version}, and this version of fw-hpc-client knows up to {Steps.Length}. Use the newer version again, or move the ledger away to start afresh (jobs already submitted are then adopted by name).");
        }
    }

    private static int Version(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        return Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
