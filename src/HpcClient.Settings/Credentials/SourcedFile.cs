using System.Text.RegularExpressions;
using HpcClient.Posix.Processes;

namespace HpcClient.Settings.Credentials;

/// <summary>
/// Lets bash source a file in a clean environment and asks it for the variables that matter. What the file prints is
/// dropped, since it may show values.
/// </summary>
internal sealed partial class SourcedFile
{
    /// <summary>Families of variables that are asked for.</summary>
    public static readonly IReadOnlyList<string> Prefixes = ["SCITRAN_", "ENGINE_", "SINGULARITY_", "APPTAINER_", "FLYWHEEL_", "SSL_CERT_"];

    /// <summary>Single variables that are asked for.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "all_proxy", "no_proxy", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE",
    ];

    private const string EndMark = "end of variables";

    private const string CleanPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// <summary>Variables go to a descriptor of their own; $1 is the file. An EXIT trap would answer also for a file that ends the shell half way.</summary>
    private static readonly string Script = $$"""
        exec 9>&1 1>/dev/null
        source "$1"
        set +eux
        unset -f builtin unset 2>/dev/null
        for name in {{string.Join(' ', Prefixes.Select(p => $"\"${{!{p}@}}\""))}} {{string.Join(' ', Names)}}; do
          [[ -n "$name" && -n "${!name+set}" ]] && builtin printf '%s=%s\0' "$name" "${!name}" >&9
        done
        builtin printf '%s\0' '{{EndMark}}' >&9
        """;

    /// <summary>Whether a variable of this name belongs to those that matter.</summary>
    public static bool Matters(string name) => Names.Contains(name) || Prefixes.Any(p => name.StartsWith(p, StringComparison.Ordinal));

    /// <summary>Sources <paramref name="path"/>.</summary>
    /// <returns>The variables, or a sentence why there are none, with a remedy.</returns>
    public static async Task<(IReadOnlyDictionary<string, string>? Values, string Problem, string Remedy)> ReadAsync(
        string path, TimeSpan timeout, CancellationToken cancellationToken)
    {
        ChildResult result;
        try
        {
            result = await ChildProcess.RunAsync(Command(path), timeout, cancellationToken: cancellationToken);
        }
        catch (ProgramNotStartedException)
        {
            return (null, "bash, which must read this file, is not on this machine.", "Install bash, or set the variables in the environment.");
        }

        if (result.TimedOut)
        {
            return (null, $"bash did not come to the end of the file within {timeout.TotalSeconds:0.#} seconds.", "Remove from it what waits for input or for the network.");
        }

        var line = LineNumber().Match(result.Error) is { Success: true } match ? $" in line {match.Groups[1].Value}" : "";
        if (result.Error.Contains("syntax error", StringComparison.Ordinal) || result.Error.Contains("unexpected EOF", StringComparison.Ordinal))
        {
            return (null, $"bash finds a syntax error{line}.", $"Run 'bash -n {path}' to see it; most often a quote is missing.");
        }

        var parts = result.Out.Split('\0');
        return !parts.Contains(EndMark)
            ? (null, $"The file ends the shell before its own end{line} (exit code {result.ExitCode}).", "Remove 'exit', and what fails under 'set -e', from it.")
            : (Variables(parts), "", "");
    }

    private static ChildCommand Command(string path) => new()
    {
        Program = "bash",
        Arguments = ["--noprofile", "--norc", "-c", Script, "bash", path],
        ClearEnvironment = true,
        Environment = new Dictionary<string, string?>
        {
            ["PATH"] = CleanPath,
            ["HOME"] = Environment.GetEnvironmentVariable("HOME"),
            ["USER"] = Environment.UserName,
            ["LANG"] = "C.UTF-8",
        },
        NewSession = true,
    };

    private static Dictionary<string, string> Variables(string[] parts)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in parts)
        {
            if (part.IndexOf('=', StringComparison.Ordinal) is var at and > 0)
            {
                values[part[..at]] = part[(at + 1)..];
            }
        }

        return values;
    }

    [GeneratedRegex(@": line (\d+): ")]
    private static partial Regex LineNumber();
}
