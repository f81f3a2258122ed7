namespace HpcClient.EmbeddedSite.Containers;

/// <summary>The levels of the tree: group, project, subject, session, acquisition; analyses hang on any but the group.</summary>
internal static class ContainerLevel
{
    public const string Group = "group";
    public const string Project = "project";
    public const string Subject = "subject";
    public const string Session = "session";
    public const string Acquisition = "acquisition";
    public const string Analysis = "analysis";

    /// <summary>From the top down.</summary>
    public static readonly string[] Tree = [Group, Project, Subject, Session, Acquisition];

    /// <summary>What has files and ids of 24 digits.</summary>
    public static readonly string[] WithFiles = [Project, Subject, Session, Acquisition, Analysis];

    public static string Plural(string level) => level == Analysis ? "analyses" : level + "s";

    public static string? ParentOf(string level) => Array.IndexOf(Tree, level) is var at and > 0 ? Tree[at - 1] : null;
}
