using System.Text.RegularExpressions;

namespace HpcClient.Settings.Cast;

/// <summary>Whether templates of cast.yml use a value of the job; by their text, before anything is rendered.</summary>
public static class TemplateMentions
{
    /// <summary>Whether the script or the command of <paramref name="settings"/> uses one of <c>job.NAME</c>; false for what they leave to the scheduler's default.</summary>
    public static bool AnyOf(CastSettings settings, params IReadOnlyList<string> names) =>
        Mentions(settings.Script, names) || (settings.Command ?? []).Any(argument => Mentions(argument, names));

    // job.gpu, job['gpu'], job.get('gpu'), job | attr('gpu')
    private static bool Mentions(string? template, IReadOnlyList<string> names) =>
        template is not null
        && names.Any(name => Regex.IsMatch(template, $@"\bjob\s*(?:\.\s*|\[\s*['""]|\.\s*get\s*\(\s*['""]|\|\s*attr\s*\(\s*['""]){name}\b", RegexOptions.CultureInvariant));
}
