using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Files;
using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Json;
using HpcClient.EmbeddedSite.Storage;

namespace HpcClient.EmbeddedSite.Containers;

/// <summary>The tree of containers. A document carries <c>parents</c>: the ids of all levels above it.</summary>
internal static class ContainerTable
{
    public static JsonObject Require(DatabaseSession session, string level, string id)
    {
        if (!ContainerLevel.WithFiles.Contains(level))
        {
            throw RequestRefused.BadInput($"'{level}' is not a kind of container.");
        }

        return DocumentTable.Find(session, level, id) ?? throw RequestRefused.NotFound($"There is no {level} {id}.");
    }

    public static void Put(DatabaseSession session, string level, JsonObject container)
    {
        var parent = level == ContainerLevel.Analysis ? container.Map("parent")!.Text("id") : container.Map("parents")!.Text(ContainerLevel.ParentOf(level)!);
        DocumentTable.Put(session, level, container.Text("_id")!, container, parent, container.Text("label"));
    }

    /// <summary>As it is answered: with its files.</summary>
    public static JsonObject WithFiles(DatabaseSession session, JsonObject container)
    {
        container["files"] = FileTable.List(session, container.Text("_id")!).ToJson();
        return container;
    }

    /// <summary>Makes a container under an existing one.</summary>
    public static JsonObject Make(DatabaseSession session, SiteClock clock, string level, JsonObject body)
    {
        var parentLevel = ContainerLevel.ParentOf(level)!;
        var label = body.Text("label") ?? body.Text("code");
        if (string.IsNullOrEmpty(label))
        {
            throw RequestRefused.BadInput($"A {level} needs a label.");
        }

        var parents = FindParents(session, parentLevel, ParentId(body, parentLevel));
        var container = new JsonObject
        {
            ["_id"] = clock.NewId(),
            ["label"] = label,
            ["parents"] = parents,
            [parentLevel] = parents.Text(parentLevel),
            ["info"] = body.Map("info")?.DeepClone() ?? new JsonObject(),
            ["tags"] = body.List("tags")?.DeepClone() ?? new JsonArray(),
            ["notes"] = new JsonArray(),
            ["created"] = clock.Stamp(),
            ["modified"] = clock.Stamp(),
        };
        if (level == ContainerLevel.Subject)
        {
            container["code"] = label;
        }

        if (level == ContainerLevel.Session)
        {
            container["subject"] = new JsonObject { ["_id"] = parents.Text(ContainerLevel.Subject) };
            container["project"] = parents.Text(ContainerLevel.Project);
        }

        if (level == ContainerLevel.Project)
        {
            container["permissions"] = DocumentTable.Find(session, ContainerLevel.Group, parents.Text(ContainerLevel.Group)!)!.List("permissions")?.DeepClone() ?? new JsonArray();
        }

        Put(session, level, container);
        return container;
    }

    /// <summary>The ids from the group down to the container itself.</summary>
    public static JsonObject FindParents(DatabaseSession session, string level, string id)
    {
        if (level == ContainerLevel.Group)
        {
            _ = DocumentTable.Find(session, level, id) ?? throw RequestRefused.NotFound($"There is no group {id}.");
            return new JsonObject { [ContainerLevel.Group] = id };
        }

        var parents = (JsonObject)Require(session, level, id).Map("parents")!.DeepClone();
        parents[level] = id;
        return parents;
    }

    /// <summary>The project that decides who may see a container.</summary>
    public static string ProjectOf(string level, JsonObject container) =>
        (level == ContainerLevel.Project ? container.Text("_id") : container.Map("parents")!.Text(ContainerLevel.Project))!;

    private static string ParentId(JsonObject body, string parentLevel) =>
        body.Text(parentLevel) ?? body.Map(parentLevel)?.Text("_id") ?? throw RequestRefused.BadInput($"The {parentLevel} is missing.");
}
