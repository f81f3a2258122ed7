using System.Reflection;

namespace HpcClient.Settings.Records;

/// <summary>Tells builds apart: <c>VERSION+COMMIT</c>, as the SDK writes it into all parts of a build; the version alone without git.</summary>
public static class BuildMark
{
    /// <summary>That of this build.</summary>
    public static string Own { get; } = typeof(BuildMark).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
