using Microsoft.Data.Sqlite;

namespace HpcClient.Casting.Ledger.Outbox;

/// <summary>Rows of messages to records and back.</summary>
internal static class OutboxSql
{
    public static void Add(SqliteConnection connection, string jobId, MessageDraft message, DateTimeOffset now) => LedgerSql.Execute(connection,
        "INSERT INTO outbox (job_id, kind, body, detail, created_at, next_at) VALUES ($1, $2, $3, $4, $5, $5)",
        ("$1", jobId),
        ("$2", message.Kind.ToString()),
        ("$3", message.Body),
        ("$4", message.Detail),
        ("$5", now.ToUnixTimeMilliseconds()));

    public static void Postpone(SqliteConnection connection, OutboxMessage message) => LedgerSql.Execute(connection,
        "UPDATE outbox SET tries = $2, next_at = $3, problem = $4 WHERE number = $1",
        ("$1", message.Number),
        ("$2", message.Tries),
        ("$3", message.NextAt.ToUnixTimeMilliseconds()),
        ("$4", message.Problem));

    public static void Remove(SqliteConnection connection, OutboxMessage message) =>
        LedgerSql.Execute(connection, "DELETE FROM outbox WHERE number = $1", ("$1", message.Number));

    public static void RemoveAll(SqliteConnection connection, string jobId) =>
        LedgerSql.Execute(connection, "DELETE FROM outbox WHERE job_id = $1", ("$1", jobId));

    public static IReadOnlyList<OutboxMessage> Read(SqliteConnection connection, string rest, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = LedgerSql.Command(connection, $"SELECT number, job_id, kind, body, detail, created_at, tries, next_at, problem FROM outbox {rest}", parameters);
        using var row = command.ExecuteReader();
        var messages = new List<OutboxMessage>();
        while (row.Read())
        {
            messages.Add(new()
            {
                Number = row.GetInt64(0),
                JobId = row.GetString(1),
                Content = new(Enum.Parse<MessageKind>(row.GetString(2)), row.GetString(3), LedgerSql.Text(row, 4)),
                CreatedAt = LedgerSql.Time(row, 5)!.Value,
                Tries = row.GetInt32(6),
                NextAt = LedgerSql.Time(row, 7)!.Value,
                Problem = LedgerSql.Text(row, 8),
            });
        }

        return messages;
    }
}
