using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Storage;

namespace HpcClient.EmbeddedSite.Jobs;

/// <summary>Log lines of jobs, in the order in which they came.</summary>
internal static class JobLogTable
{
    public const int SystemDescriptor = -1;

    public static void Add(DatabaseSession session, string job, long descriptor, string message) =>
        session.Execute("INSERT INTO logs(job, fd, msg) VALUES($0, $1, $2)", job, descriptor, message);

    public static void AddSystem(DatabaseSession session, string job, string sentence) => Add(session, job, SystemDescriptor, sentence + "\n");

    public static List<JsonObject> List(DatabaseSession session, string job) => session.Query(
        "SELECT fd, msg FROM logs WHERE job=$0 ORDER BY seq",
        row => new JsonObject { ["fd"] = row.GetInt64(0), ["msg"] = row.GetString(1) },
        job);
}
