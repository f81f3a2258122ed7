namespace HpcClient.EmbeddedSite.Storage;

/// <summary>Tickets: of a job's completion, or of one download.</summary>
internal static class TicketTable
{
    public const string Completion = "completion";
    public const string Download = "download";

    public static void Put(DatabaseSession session, string id, string kind, string subject, string? name = null) =>
        session.Execute("INSERT INTO tickets(id, kind, subject, name) VALUES($0, $1, $2, $3)", id, kind, subject, name);

    public static bool IsFor(DatabaseSession session, string id, string kind, string subject, string? name = null) =>
        session.Number("SELECT count(*) FROM tickets WHERE id=$0 AND kind=$1 AND subject=$2 AND name IS $3", id, kind, subject, name) > 0;

    /// <summary>What was noted with a ticket; null when there is none of this kind.</summary>
    public static string? NoteOf(DatabaseSession session, string id, string kind) =>
        session.Text("SELECT name FROM tickets WHERE id=$0 AND kind=$1", id, kind);

    public static bool Exists(DatabaseSession session, string id) => session.Number("SELECT count(*) FROM tickets WHERE id=$0", id) > 0;

    public static bool ProtectsJob(DatabaseSession session, string job) =>
        session.Number("SELECT count(*) FROM tickets WHERE kind=$0 AND subject=$1", Completion, job) > 0;

    public static void RemoveOf(DatabaseSession session, string kind, string subject) =>
        session.Execute("DELETE FROM tickets WHERE kind=$0 AND subject=$1", kind, subject);
}
