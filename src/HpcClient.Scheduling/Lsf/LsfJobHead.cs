using System.Text.RegularExpressions;

namespace HpcClient.Scheduling.Lsf;

/// <summary>The line with which bacct and bhist begin what they tell of a job.</summary>
internal static partial class LsfJobHead
{
    /// <summary>Id, name and description.</summary>
    [GeneratedRegex(@"^Job <(?<id>[0-9]+)>,(?: Job Name <(?<name>[^>]*)>,)?(?:.* Job Description <(?<description>[^>]*)>)?", RegexOptions.CultureInvariant)]
    public static partial Regex Line();
}
