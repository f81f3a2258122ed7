using HpcClient.Posix.Files;
using Microsoft.Data.Sqlite;

namespace HpcClient.EmbeddedSite.Storage;

/// <summary>
/// The site's documents. One connection behind a lock: statements are short, and order is certain. The write-ahead log with
/// an exclusive lock needs no shared memory, keeps a second server out, and loses nothing when the process is killed.
/// </summary>
internal sealed class SiteDatabase : IDisposable
{
    private const int SchemaVersion = 2;
    private const int Busy = 5;

    private const string Schema = """
        CREATE TABLE documents(seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, parent TEXT, label TEXT, body TEXT NOT NULL, UNIQUE(kind, id));
        CREATE INDEX documents_parent ON documents(parent, kind);
        CREATE TABLE files(seq INTEGER PRIMARY KEY, container TEXT NOT NULL, name TEXT NOT NULL, content TEXT NOT NULL, body TEXT NOT NULL, UNIQUE(container, name));
        CREATE TABLE jobs(id TEXT PRIMARY KEY, state TEXT NOT NULL, modified TEXT NOT NULL, body TEXT NOT NULL);
        CREATE INDEX jobs_state ON jobs(state, modified);
        CREATE TABLE logs(seq INTEGER PRIMARY KEY AUTOINCREMENT, job TEXT NOT NULL, fd INTEGER NOT NULL, msg TEXT NOT NULL);
        CREATE INDEX logs_job ON logs(job, seq);
        CREATE TABLE keys(key TEXT PRIMARY KEY, kind TEXT NOT NULL, owner TEXT NOT NULL, job TEXT);
        CREATE TABLE tickets(id TEXT PRIMARY KEY, kind TEXT NOT NULL, subject TEXT NOT NULL, name TEXT);
        """;

    // Clients page through one state and tag: with these the page and its total come from the index alone.
    private const string ListIndex = """
        ALTER TABLE jobs ADD COLUMN tags TEXT NOT NULL DEFAULT '';
        UPDATE jobs SET tags = (SELECT char(31) || group_concat(value, char(31)) || char(31) FROM json_each(body, '$.tags'));
        CREATE INDEX jobs_list ON jobs(state, id, tags);
        """;

    private readonly Lock _gate = new();
    private readonly SqliteConnection _connection;
    private readonly DatabaseSession _session;

    private SiteDatabase(SqliteConnection connection)
    {
        _connection = connection;
        _session = new(connection);
    }

    public static SiteDatabase Open(string path)
    {
        if (!File.Exists(path))
        {
            // SQLite gives its log the mode of the database: made closed, both stay closed.
            DurableFile.Write(path, "");
        }

        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 1 }.ToString());
        try
        {
            connection.Open();
            var database = new SiteDatabase(connection);
            database._session.Execute("PRAGMA locking_mode=EXCLUSIVE");
            database._session.Execute("PRAGMA journal_mode=WAL");
            database._session.Execute("PRAGMA synchronous=NORMAL");
            database.Write(database.Upgrade);
            return database;
        }
        catch (SqliteException e) when (e.SqliteErrorCode == Busy)
        {
            connection.Dispose();
            throw new EmbeddedSiteException($"Another embedded site serves '{Path.GetDirectoryName(path)}'. Stop it, or choose another data folder.", e);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public T Read<T>(Func<DatabaseSession, T> work)
    {
        lock (_gate)
        {
            return work(_session);
        }
    }

    /// <summary>Runs <paramref name="work"/> in one transaction: all of it or, on an exception, nothing.</summary>
    public T Write<T>(Func<DatabaseSession, T> work)
    {
        lock (_gate)
        {
            _session.Execute("BEGIN IMMEDIATE");
            try
            {
                var result = work(_session);
                _session.Execute("COMMIT");
                return result;
            }
            catch
            {
                _session.Execute("ROLLBACK");
                throw;
            }
        }
    }

    public void Write(Action<DatabaseSession> work) => Write(session =>
    {
        work(session);
        return true;
    });

    public void Dispose()
    {
        lock (_gate)
        {
            _session.Dispose();
            _connection.Dispose();
        }
    }

    private void Upgrade(DatabaseSession session)
    {
        var version = session.Number("PRAGMA user_version");
        if (version > SchemaVersion)
        {
            throw new EmbeddedSiteException($"The data folder was written by a newer version (schema {version}, we know {SchemaVersion}). Use that version.");
        }

        if (version == 0)
        {
            session.Execute(Schema);
        }

        if (version < SchemaVersion)
        {
            session.Execute(ListIndex);
            session.Execute("PRAGMA user_version=2");
        }
    }
}
