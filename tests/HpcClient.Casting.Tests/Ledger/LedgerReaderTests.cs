using HpcClient.Casting.Ledger;
using HpcClient.Casting.Tests.Explaining;
using Microsoft.Data.Sqlite;

namespace HpcClient.Casting.Tests.Ledger;

/// <summary>Looking into the ledger disturbs nobody and needs nothing but the right to read.</summary>
public sealed class LedgerReaderTests : IDisposable
{
    private const string Id = "64b5bce63a26373568590001";
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Enterable = Readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly KnownJobs _jobs = new();

    [Fact]
    public void It_reads_while_a_sweep_is_in_the_midst_of_a_write()
    {
        _jobs.Remember(Id, LedgerState.Queued);
        using var writer = new SqliteConnection($"Data Source={_jobs.Folder.LedgerFile};Pooling=False");
        writer.Open();
        using var begun = writer.BeginTransaction(deferred: false);
        using var change = writer.CreateCommand();
        change.CommandText = "UPDATE jobs SET state = 'Running'";
        change.ExecuteNonQuery();

        using var reader = LedgerReader.TryOpen(_jobs.Folder.LedgerFile)!;

        reader.Jobs().ShouldHaveSingleItem().State.ShouldBe(LedgerState.Queued);
        begun.Commit();
        reader.Jobs().ShouldHaveSingleItem().State.ShouldBe(LedgerState.Running);
    }

    [Fact]
    public void A_ledger_that_is_not_there_is_not_made()
    {
        var path = Path.Combine(_jobs.Folder.State, "other.db");

        LedgerReader.TryOpen(path).ShouldBeNull();
        LedgerReader.TryOpen(Path.Combine(path, "deeper", "ledger.db")).ShouldBeNull();
        File.Exists(path).ShouldBeFalse();
    }

    [Fact]
    public void A_ledger_that_is_just_being_made_has_no_jobs_yet()
    {
        var path = Path.Combine(_jobs.Folder.State, "other.db");
        File.WriteAllText(path, "");

        LedgerReader.TryOpen(path).ShouldBeNull();
    }

    [Fact]
    public void A_folder_that_may_only_be_read_is_enough()
    {
        _jobs.Remember(Id, LedgerState.Queued);
        File.SetUnixFileMode(_jobs.Folder.LedgerFile, Readable);
        File.SetUnixFileMode(_jobs.Folder.State, Enterable);
        File.SetUnixFileMode(_jobs.Folder.Root, Enterable);
        try
        {
            OrdinaryUser.Run(() =>
            {
                using var reader = LedgerReader.TryOpen(_jobs.Folder.LedgerFile)!;
                reader.Jobs().ShouldHaveSingleItem();
            });
        }
        finally
        {
            MakeOursAgain();
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_ledger_that_may_not_be_read_is_not_called_missing(bool folderIsClosed)
    {
        File.SetUnixFileMode(_jobs.Folder.LedgerFile, UnixFileMode.None);
        File.SetUnixFileMode(_jobs.Folder.State, folderIsClosed ? UnixFileMode.None : Enterable);
        File.SetUnixFileMode(_jobs.Folder.Root, Enterable);
        try
        {
            OrdinaryUser.Run(() => Should.Throw<LedgerFaultException>(() => LedgerReader.TryOpen(_jobs.Folder.LedgerFile))
                .Message.ShouldContain("only that user may read it"));
        }
        finally
        {
            MakeOursAgain();
        }
    }

    [Theory]
    [InlineData("this is no database, and it is long enough to be taken for one if nobody looked at its first bytes at all")]
    [InlineData("x")]
    public void A_file_that_is_no_ledger_is_said_in_a_sentence(string content)
    {
        var path = Path.Combine(_jobs.Folder.State, "other.db");
        File.WriteAllText(path, content);

        Should.Throw<LedgerFaultException>(() => LedgerReader.TryOpen(path)).Message.ShouldContain(path);
    }

    [Fact]
    public void What_a_sweep_that_was_cut_off_left_half_done_is_left_to_the_next_sweep()
    {
        var cutOff = Path.Combine(_jobs.Folder.Root, "cut-off.db");
        using (var writer = new SqliteConnection($"Data Source={_jobs.Folder.LedgerFile};Pooling=False"))
        {
            writer.Open();
            using var change = writer.CreateCommand();

            // With next to no memory SQLite writes to the file before the commit, as it does in a long transaction.
            change.CommandText = """
                PRAGMA cache_size = 1; BEGIN IMMEDIATE;
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
                INSERT INTO history (job_id, at, to_state, cause, evidence) SELECT 'x', 1, 'Seen', hex(randomblob(200)), '' FROM n;
                """;
            change.ExecuteNonQuery();
            File.Copy(_jobs.Folder.LedgerFile, cutOff);
            File.Copy($"{_jobs.Folder.LedgerFile}-journal", $"{cutOff}-journal");
        }

        Should.Throw<LedgerFaultException>(() => LedgerReader.TryOpen(cutOff)).Message.ShouldContain("The next sweep mends that");
        LedgerStore.Open(cutOff, _jobs.Time).Dispose();
        LedgerReader.TryOpen(cutOff)!.Dispose();
    }

    [Fact]
    public void A_ledger_of_a_newer_program_is_refused()
    {
        using (var connection = new SqliteConnection($"Data Source={_jobs.Folder.LedgerFile};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 99";
            command.ExecuteNonQuery();
        }

        Should.Throw<LedgerFaultException>(() => LedgerReader.TryOpen(_jobs.Folder.LedgerFile)).Message.ShouldContain("format 99");
    }

    [Fact]
    public void A_ledger_of_an_older_format_waits_for_the_next_sweep()
    {
        using (var connection = new SqliteConnection($"Data Source={_jobs.Folder.LedgerFile};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 1";
            command.ExecuteNonQuery();
        }

        Should.Throw<LedgerFaultException>(() => LedgerReader.TryOpen(_jobs.Folder.LedgerFile)).Message
            .ShouldEndWith("has format 1, and this version of fw-hpc-client reads 2. The next sweep brings it up to date: fw-hpc-client run.");
    }

    public void Dispose() => _jobs.Dispose();

    private void MakeOursAgain()
    {
        foreach (var path in (string[])[_jobs.Folder.Root, _jobs.Folder.State, _jobs.Folder.LedgerFile])
        {
            File.SetUnixFileMode(path, Enterable | UnixFileMode.UserWrite);
        }
    }
}
