using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Json;
using HpcClient.EmbeddedSite.Storage;

namespace HpcClient.EmbeddedSite.Jobs;

/// <summary>Jobs.</summary>
internal static class JobTable
{
    public static JsonObject? Find(DatabaseSession session, string id) =>
        session.Text("SELECT body FROM jobs WHERE id=$0", id) is { } body ? JsonText.ParseObject(body) : null;

    public static JsonObject Require(DatabaseSession session, string id) => Find(session, id) ?? throw RequestRefused.NotFound($"There is no job {id}.");

    public static void Put(DatabaseSession session, JsonObject job) => session.Execute(
        "INSERT INTO jobs(id, state, modified, body) VALUES($0, $1, $2, $3) ON CONFLICT(id) DO UPDATE SET state=$1, modified=$2, body=$3",
        IdOf(job), StateOf(job), job.Text("modified"), JsonText.Of(job));

    /// <summary>Jobs in a state, longest unmodified first: the queue's order.</summary>
    public static List<JsonObject> InState(DatabaseSession session, string state) =>
        session.Query("SELECT body FROM jobs WHERE state=$0 ORDER BY modified, id", row => JsonText.ParseObject(row.GetString(0)), state);

    public static string IdOf(JsonObject job) => job.Text("id")!;

    public static string StateOf(JsonObject job) => job.Text("state")!;
}
