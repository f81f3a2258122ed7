using HpcClient.Flywheel.Jobs;

namespace HpcClient.Flywheel.Files;

/// <summary>Paths of containers and their files below <c>/api/</c>.</summary>
internal static class ContainerRoutes
{
    /// <exception cref="ArgumentException">The reference cannot stand in a path.</exception>
    public static string Container(ContainerReference container) => $"{Plural(container.Type)}/{Segment(container.Id, "container id")}";

    /// <exception cref="ArgumentException">The reference or the name cannot stand in a path.</exception>
    public static string File(ContainerReference container, string name) =>
        $"{Container(container)}/files/{Segment(name, "file name")}";

    private static string Plural(string? type) => type switch
    {
        "project" or "subject" or "session" or "acquisition" or "collection" or "group" => type + "s",
        "analysis" => "analyses",
        _ => throw new ArgumentException($"'{type}' is not a kind of container that holds files.", nameof(type)),
    };

    private static string Segment(string? text, string what) => text is null or "" or "." or ".."
        ? throw new ArgumentException($"'{text}' is not a {what}.", nameof(text))
        : Uri.EscapeDataString(text);
}
