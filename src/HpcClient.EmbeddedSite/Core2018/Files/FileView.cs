using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Core2018.Http;
using HpcClient.EmbeddedSite.Files;
using HpcClient.EmbeddedSite.Json;
using HpcClient.EmbeddedSite.Storage;
using HpcClient.Gears.Invocations;

namespace HpcClient.EmbeddedSite.Core2018.Files;

/// <summary>File records as a site of 2018 shows them: without versions and classification.</summary>
internal static class FileView
{
    /// <summary>Set on outputs of a failed job until somebody accepts them.</summary>
    public const string FromFailedJob = "from_failed_job";

    private static readonly string[] Shown =
    [
        "name", "type", "mimetype", "modality", "size", "hash", "info", "tags", "measurements", "origin", "created", "modified", FromFailedJob,
    ];

    public static JsonObject Of(JsonObject record) => record.Only(Shown);

    public static JsonArray List(DatabaseSession session, string container) => FileTable.List(session, container).Select(Of).ToJson();

    /// <summary>
    /// Records new bytes. What was told of an older file of that name goes, as the core did it, and the answer then lacks
    /// <c>created</c>.
    /// </summary>
    public static JsonObject Store(DatabaseSession session, SiteClock clock, string container, string name, StoredContent content, JsonObject origin, JsonObject? told, bool failed)
    {
        var isNew = FileTable.Find(session, container, name) is null;
        var record = FileTable.Store(session, clock, container, name, content, origin);
        record["info"] = new JsonObject();
        record["tags"] = new JsonArray();
        record["measurements"] = new JsonArray();
        record["modality"] = null;
        record["type"] = FileTypes.TypeOf(name);
        record.Remove(FromFailedJob);
        if (failed)
        {
            record[FromFailedJob] = true;
        }

        if (told is not null)
        {
            FileMetadata.Apply(record, told);
        }

        FileTable.Put(session, container, record);
        var answer = Of(record);
        if (!isNew)
        {
            answer.Remove("created");
        }

        return answer;
    }
}
