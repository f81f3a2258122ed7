using System.Globalization;
using System.Text.RegularExpressions;

namespace HpcClient.Engine.Usage;

/// <summary>A mounted hierarchy of control groups, a line of <c>/proc/self/mountinfo</c> (proc(5)).</summary>
/// <param name="Root">The part of the hierarchy that is mounted; <c>/</c> for all of it.</param>
/// <param name="Folder">Where it is mounted.</param>
/// <param name="IsUnified">Whether it is version 2.</param>
/// <param name="Options">Options of the file system; of version 1 among them the controllers.</param>
internal sealed partial record CgroupMount(string Root, string Folder, bool IsUnified, IReadOnlyList<string> Options)
{
    private const int FixedFields = 6; // before the optional ones, which a "-" ends

    /// <summary>Those in the text of a mountinfo file; lines that are none, or cannot be read, are left out.</summary>
    public static IEnumerable<CgroupMount> Read(string mountinfo)
    {
        foreach (var fields in mountinfo.Split('\n').Select(line => line.Split(' ')).Where(fields => fields.Length > FixedFields))
        {
            var dash = Array.IndexOf(fields, "-", FixedFields);
            if (dash > 0 && fields.Length > dash + 3 && fields[dash + 1] is "cgroup" or "cgroup2")
            {
                yield return new(Plain(fields[3]), Plain(fields[4]), fields[dash + 1] == "cgroup2", fields[dash + 3].Split(','));
            }
        }
    }

    /// <summary>The folder of the group <paramref name="path"/>; null when the mount does not reach it.</summary>
    public string? FolderOf(string path)
    {
        var root = Root.TrimEnd('/');
        return path.StartsWith(root + "/", StringComparison.Ordinal) && !path.Split('/').Contains("..")
            ? Folder.TrimEnd('/') + path[root.Length..]
            : null;
    }

    private static string Plain(string field) => Octal().Replace(field, escape => ((char)Convert.ToInt32(escape.Groups[1].Value, 8)).ToString(CultureInfo.InvariantCulture));

    // Space, tab, newline and backslash stand in mountinfo as backslash and three digits.
    [GeneratedRegex(@"\\([0-3][0-7]{2})", RegexOptions.CultureInvariant)]
    private static partial Regex Octal();
}
