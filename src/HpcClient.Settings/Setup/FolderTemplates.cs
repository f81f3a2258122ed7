using System.Globalization;
using HpcClient.Settings.Cast;

namespace HpcClient.Settings.Setup;

/// <summary>The files that <c>setup</c> writes.</summary>
internal static class FolderTemplates
{
    /// <summary>The script as the template shows it, commented out.</summary>
    public const string ScriptSample = """
        |
          #!/bin/bash
          #SBATCH --job-name=fw-{{ job.fw_id }}
          #SBATCH --cpus-per-task={{ job.cpu }}
          #SBATCH --mem-per-cpu={{ job.ram }}
          {% if job.gpu %}#SBATCH --gpus-per-node={{ job.gpu }}{% endif %}
          #SBATCH --output={{ script_log_path }}
          set -euo pipefail
          source "{{ cast_path }}/settings/credentials.sh"
          cd "{{ engine_run_path }}"
          exec ./engine run --single-job {{ job.fw_id }}
        """;

    /// <summary><c>credentials.sh</c></summary>
    public static string Credentials(SetupAnswers answers) => $"""
        # The site and the secret that opens it. Sourced by bash; keep it closed to others: chmod 600.

        # Host name of the site alone, without https:// and without a path.
        export SCITRAN_RUNTIME_HOST={Word(answers.Host ?? Placeholder)}
        export SCITRAN_RUNTIME_PORT={(answers.Port ?? DefaultPort).ToString(CultureInfo.InvariantCulture)}
        {(answers.Insecure ? "export SCITRAN_RUNTIME_INSECURE=1\n" : "")}
        # The drone secret, which a Flywheel administrator knows. It opens the whole site.
        export SCITRAN_CORE_DRONE_SECRET={Word(answers.RevealSecret() ?? Placeholder)}

        {string.Join("\n\n", ScratchVariable.All.Select(variable => variable.Lines(answers.Scratch is { } folder ? Word(folder) : null)))}

        # Where Singularity or Apptainer keeps and builds images; the default is in the home directory.
        # export SINGULARITY_CACHEDIR=/scratch/singularity
        # export SINGULARITY_TMPDIR=/scratch/singularity/tmp

        """;

    private const int DefaultPort = 443;

    /// <summary>What stands for a value that was not filled in yet.</summary>
    public const string Placeholder = "CHANGE-ME";

    /// <summary><c>cast.yml</c> with every key.</summary>
    /// <param name="cluster">The scheduler.</param>
    /// <param name="values">Values of keys, as YAML; others stand as the template has them.</param>
    public static string Cast(string cluster, IReadOnlyDictionary<string, string>? values = null)
    {
        var lines = new List<string> { "# Which jobs are taken, and what the scheduler is asked for.", "cast:" };
        foreach (var key in CastKeys.All)
        {
            var given = key.Name == "cluster" ? cluster : values?.GetValueOrDefault(key.Name);
            lines.Add($"  # {key.Meaning}");
            lines.AddRange($"{key.Name}: {given ?? key.Sample}".Split('\n').Select(line => $"  {(key.IsOn || given is not null ? "" : "# ")}{line}".TrimEnd()));
            lines.Add("");
        }

        return string.Join('\n', lines.SkipLast(1)) + "\n";
    }

    /// <summary><c>start-cast.sh</c></summary>
    public static string Start(string executable) => $"""
        #!/bin/bash
        # Looks for jobs once. Cron may start this each minute: a sweep that finds another at work says so and ends.
        exec {Quote(executable)} run --folder "$(cd "$(dirname "$(readlink -f "$0")")/.." && pwd)" "$@"

        """;

    // As it is where bash takes it for one word, else in quotes.
    private static string Word(string text) => text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '/' or ':') ? text : Quote(text);

    private static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
