using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Auth;
using HpcClient.EmbeddedSite.Containers;
using HpcClient.EmbeddedSite.Core2018.Access;
using HpcClient.EmbeddedSite.Core2018.Files;
using HpcClient.EmbeddedSite.Core2018.Http;
using HpcClient.EmbeddedSite.Json;
using HpcClient.EmbeddedSite.Storage;

namespace HpcClient.EmbeddedSite.Core2018.Containers;

/// <summary>Containers as a site of 2018 shows them: no subjects of their own, no <c>parents</c>, permissions on each.</summary>
internal static class ContainerView
{
    /// <summary>One container, as it is read by its id.</summary>
    public static JsonObject Whole(DatabaseSession session, Caller caller, string level, JsonObject container)
    {
        var view = Base(session, caller, level, container);
        if (level != ContainerLevel.Analysis)
        {
            view["info"] = container.Map("info")?.DeepClone() ?? new JsonObject();
            view["analyses"] = DocumentTable.List(session, ContainerLevel.Analysis, container.Text("_id")).Select(analysis =>
            {
                var part = Whole(session, caller, ContainerLevel.Analysis, analysis);
                part.Remove("permissions");
                return part;
            }).ToJson();
        }

        return view;
    }

    /// <summary>An entry of a list: whether there is info, and not what.</summary>
    public static JsonObject Entry(DatabaseSession session, Caller caller, string level, JsonObject container)
    {
        var view = Base(session, caller, level, container);
        HideInfo(view, container.Map("info"));
        foreach (var file in view.List("files")?.OfType<JsonObject>() ?? [])
        {
            HideInfo(file, file.Map("info"));
        }

        return view;
    }

    private static JsonObject Base(DatabaseSession session, Caller caller, string level, JsonObject container)
    {
        var id = container.Text("_id")!;
        var view = container.Only("_id", "label", "created", "modified");
        var files = FileView.List(session, id);
        view["permissions"] = CoreAccess.Visible(caller, CoreAccess.Holder(session, level, container));
        if (level == ContainerLevel.Analysis)
        {
            // The core hides nobody here.
            view["permissions"] = CoreAccess.Holder(session, level, container).List("permissions")?.DeepClone();
            foreach (var (key, value) in container.Only("parent", "job", "user"))
            {
                view[key] = value?.DeepClone();
            }

            if (container.List("inputs") is { Count: > 0 } inputs)
            {
                view["inputs"] = inputs.OfType<JsonObject>().Select(input => input.ContainsKey("hash") ? FileView.Of(input) : (JsonObject)input.DeepClone()).ToJson();
            }

            if (files.Count > 0)
            {
                view["files"] = files;
            }

            return view;
        }

        view["files"] = files;
        view["tags"] = container.List("tags")?.DeepClone() ?? new JsonArray();
        view["notes"] = container.List("notes")?.DeepClone() ?? new JsonArray();
        var parents = container.Map("parents")!;
        switch (level)
        {
            case ContainerLevel.Project:
                view["group"] = parents.Text(ContainerLevel.Group);
                break;
            case ContainerLevel.Session:
                view["group"] = parents.Text(ContainerLevel.Group);
                view["project"] = parents.Text(ContainerLevel.Project);
                view["subject"] = new JsonObject
                {
                    ["_id"] = parents.Text(ContainerLevel.Subject),
                    ["code"] = DocumentTable.Find(session, ContainerLevel.Subject, parents.Text(ContainerLevel.Subject) ?? "")?.Text("code"),
                };
                break;
            case ContainerLevel.Acquisition:
                view["session"] = parents.Text(ContainerLevel.Session);
                break;
        }

        return view;
    }

    private static void HideInfo(JsonObject view, JsonObject? info)
    {
        view["info_exists"] = info is { Count: > 0 };
        view["info"] = new JsonObject();
    }
}
