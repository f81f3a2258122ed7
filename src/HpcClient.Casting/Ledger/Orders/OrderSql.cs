using Microsoft.Data.Sqlite;

namespace HpcClient.Casting.Ledger.Orders;

/// <summary>Rows of orders to records and back.</summary>
internal static class OrderSql
{
    public static long Add(SqliteConnection connection, string jobId, OrderKind kind, string askedBy, DateTimeOffset now)
    {
        using var command = LedgerSql.Command(connection,
            "INSERT INTO orders (job_id, kind, asked_by, asked_at) VALUES ($1, $2, $3, $4) RETURNING number",
            ("$1", jobId),
            ("$2", kind.ToString()),
            ("$3", askedBy),
            ("$4", now.ToUnixTimeMilliseconds()));
        return (long)command.ExecuteScalar()!;
    }

    public static void Answer(SqliteConnection connection, LedgerOrder order) => LedgerSql.Execute(connection,
        "UPDATE orders SET done_at = $2, succeeded = $3, answer = $4 WHERE number = $1",
        ("$1", order.Number),
        ("$2", order.DoneAt?.ToUnixTimeMilliseconds()),
        ("$3", order.Succeeded),
        ("$4", order.Answer));

    public static IReadOnlyList<LedgerOrder> Read(SqliteConnection connection, string rest, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = LedgerSql.Command(connection, $"SELECT number, job_id, kind, asked_by, asked_at, done_at, succeeded, answer FROM orders {rest}", parameters);
        using var row = command.ExecuteReader();
        var orders = new List<LedgerOrder>();
        while (row.Read())
        {
            orders.Add(new()
            {
                Number = row.GetInt64(0),
                JobId = row.GetString(1),
                Kind = Enum.Parse<OrderKind>(row.GetString(2)),
                AskedBy = row.GetString(3),
                AskedAt = LedgerSql.Time(row, 4)!.Value,
                DoneAt = LedgerSql.Time(row, 5),
                Succeeded = row.IsDBNull(6) ? null : row.GetBoolean(6),
                Answer = LedgerSql.Text(row, 7),
            });
        }

        return orders;
    }
}
