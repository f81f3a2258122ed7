using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Json;
using HpcClient.EmbeddedSite.Storage;

namespace HpcClient.EmbeddedSite.Jobs;

/// <summary>Jobs.</summary>
internal static class JobTable
{
    /// <summary>Stands around and between the tags in their column: a character that no tag has.</summary>
    private const char Between = '\u001f';

    public static JsonObject? Find(DatabaseSession session, string id) =>
        session.Text("SELECT body FROM jobs WHERE id=$0", id) is { } body ? JsonText.ParseObject(body) : null;

    public static JsonObject Require(DatabaseSession session, string id) => Find(session, id) ?? throw RequestRefused.NotFound($"There is no job {id}.");

    public static void Put(DatabaseSession session, JsonObject job) => session.Execute(
        "INSERT INTO jobs(id, state, modified, tags, body) VALUES($0, $1, $2, $3, $4) ON CONFLICT(id) DO UPDATE SET state=$1, modified=$2, tags=$3, body=$4",
        IdOf(job), StateOf(job), job.Text("modified"), Between + string.Join(Between, job.Texts("tags")) + Between, JsonText.Of(job));

    /// <summary>How a tag stands in the column of tags.</summary>
    public static string Marked(string tag) => Between + tag + Between;

    /// <summary>Jobs in a state, longest unmodified first: the queue's order.</summary>
    public static List<JsonObject> InState(DatabaseSession session, string state) =>
        session.Query("SELECT body FROM jobs WHERE state=$0 ORDER BY modified, id", row => JsonText.ParseObject(row.GetString(0)), state);

    public static string IdOf(JsonObject job) => job.Text("id")!;

    public static string StateOf(JsonObject job) => job.Text("state")!;
}
