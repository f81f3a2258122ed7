using System.Globalization;
using HpcClient.Flywheel.Access;
using HpcClient.Scheduling;
using HpcClient.Scheduling.Discovery;
using HpcClient.Settings.Cast;
using HpcClient.Settings.Resources;

namespace HpcClient.Commands.Setup;

/// <summary>The questions of <c>setup</c>, in their order.</summary>
internal static class Questions
{
    public const string Cluster = "cluster";
    public const string Host = "site_host";
    public const string Port = "site_port";
    public const string Insecure = "site_insecure";
    public const string Secret = "site_secret";
    public const string Jobs = "jobs";
    public const string ByTag = "tag";
    public const string Contact = "admin_contact_email";
    public const string OnlyMembers = "only_group_members";
    public const string Scratch = "scratch";

    private const int MegabytesPerGigabyte = 1024;
    private static readonly char[] YamlSigns = [.. "#[]{}\"'`|>&*!%\\", '\n', '\r', '\t'];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Question> All { get; } =
    [
        new(Cluster, "Which scheduler runs the jobs?", "What was found on this machine comes first.")
        {
            Default = (facts, _) => (facts.Clusters.FirstOrDefault(c => c.Fault is null) ?? facts.Clusters[0]).Cluster,
            Found = (facts, _) => string.Join(", ", facts.Clusters.Select(c => $"{c.Cluster} ({c.Product})")),
            Fault = (text, _, _) => SchedulerRegistry.Defaults(text) is null ? $"No scheduler is called '{text}'. Write one of: {string.Join(", ", SchedulerRegistry.Names)}." : null,
        },
        new(Host, "Host name of your Flywheel site?", "The name alone, without https:// and without a path, such as site.flywheel.io.")
        {
            IsOfSite = true,
            Default = (_, _) => Variable("SCITRAN_RUNTIME_HOST"),
            Fault = (text, _, _) => Uri.CheckHostName(text) == UriHostNameType.Unknown ? "This is no host name. Write it without https://, a port or a path." : null,
        },
        new(Port, "Its port?", "443 nearly everywhere.")
        {
            IsOfSite = true,
            Default = (_, _) => Variable("SCITRAN_RUNTIME_PORT") is { Length: > 0 } port ? port : "443",
            Fault = (text, _, _) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536 ? null : "This is no port: write a number from 1 to 65535.",
        },
        new(Insecure, "Is it spoken to without TLS (plain HTTP)?", "yes or no. Only a site on this very machine may be, such as that of 'site serve'.")
        {
            IsOfSite = true,
            Applies = (_, answers) => SiteAddress.IsLoopback(answers[Host]),
            Default = (_, answers) => answers[Port] != "443" || Variable("SCITRAN_RUNTIME_INSECURE") is "1" or "true" or "yes" ? "yes" : "no",
            Read = YesAndNo,
            Fault = (text, _, answers) => YesOrNo(text) ?? (text == "yes" && !SiteAddress.IsLoopback(answers[Host])
                ? $"Only a site on this very machine may be spoken to without TLS, and site_host is '{answers[Host]}'. Write no, or leave it out." : null),
        },
        new(Secret, "Its drone secret?", "A Flywheel administrator knows it. It is not shown, goes into credentials.sh alone, and is tried at once.")
        {
            IsSecret = true,
            IsOfSite = true,
            Default = (_, _) => Variable("SCITRAN_CORE_DRONE_SECRET"),
            Fault = (text, _, _) => text.Any(char.IsControl) ? "It holds a control character, which no secret does." : null,
        },
        new(Jobs, "Which jobs are taken?", "'tag' for those that users tag hpc; or names of gears, with commas between, for all of theirs.")
        {
            Default = (_, _) => ByTag,
            Fault = (text, _, _) => text.Length == 0 ? "Write 'tag', or names of gears." : text == ByTag ? null : KeyFault("cast_gear_whitelist", text, list: true, byTag: false),
        },
        new(Contact, "Whom may refused users ask?", "An e-mail address that they are told, or nothing.")
        {
            Fault = (text, _, _) => text.Length == 0 || IsMailAddress(text) ? null : "This is no e-mail address. Write one such as hpc@example.org, or nothing.",
        },
        new(OnlyMembers, "May only members of the site's group hpc-whitelist run jobs here?", "yes or no. The group must be there first.")
        {
            Default = (_, _) => "no",
            Read = YesAndNo,
            Fault = (text, _, _) => YesOrNo(text),
        },
        Limit("allowed_partitions", "Which partitions may jobs ask for?", "By a tag such as partition=long; with commas between, or nothing: then all go to the default one.", list: true) with
        {
            Applies = (facts, answers) => Names(facts, answers).Count > 0 || answers[Cluster] is "lsf",
            Found = (facts, answers) => string.Join(", ", Names(facts, answers)),
            Fault = (text, facts, answers) => KeyFault("allowed_partitions", text, list: true) ?? Unknown(text, Names(facts, answers), "partition is called"),
        },
        Limit("max_cpu", "Most CPUs of a job?", "Nothing: no limit of ours.") with
        {
            Default = (facts, answers) => Text(Partitions(facts, answers).Max(partition => partition.MaxCpus)),
        },
        Limit("max_ram", "Most memory of a job?", "Such as 64G; nothing: no limit of ours.") with
        {
            Default = (facts, answers) => Partitions(facts, answers).Max(partition => partition.MaxMemoryMegabytes) is { } most and >= MegabytesPerGigabyte
                ? string.Create(CultureInfo.InvariantCulture, $"{most / MegabytesPerGigabyte}G") : "",
        },
        Limit("max_gpu", "Most GPUs of a job?", "0: none.") with
        {
            Default = (facts, answers) => Partitions(facts, answers) is { Count: > 0 } all ? Text(all.Max(partition => partition.MaxGpus)) : "1",
        },
        Limit("allowed_gpu_types", "Which types of GPUs may jobs ask for?", "By a tag such as gpu=a100; with commas between, or nothing.", list: true) with
        {
            Applies = (facts, answers) => GpuTypes(facts, answers).Count > 0,
            Default = (facts, answers) => string.Join(", ", GpuTypes(facts, answers)),
            Fault = (text, facts, answers) => KeyFault("allowed_gpu_types", text, list: true) ?? Unknown(text, GpuTypes(facts, answers), "type of GPU is called"),
        },
        Limit("max_walltime", "Longest walltime that a job may ask for?", "Such as 2-00:00:00; nothing: jobs may ask for none and get the scheduler's default.") with
        {
            Default = (facts, answers) => Partitions(facts, answers).Max(partition => partition.MaxWalltime) is { } longest ? WalltimeFormat.Write(longest) : "",
        },
        new(Scratch, "Where do jobs keep inputs, outputs and images?", "A large folder at the same path on every node; nothing: in the installation's own folder.")
        {
            Default = (facts, _) => facts.Scratch.OrderByDescending(folder => folder.FreeBytes).FirstOrDefault()?.Path ?? "",
            Found = (facts, _) => facts.Scratch.Count == 0 ? null : string.Join(", ", facts.Scratch.Select(FactsText.Folder)),
            Fault = (text, _, _) => text.Length == 0 ? null
                : !text.StartsWith('/') || text.Any(char.IsControl) ? "This is no full path: begin it with '/'."
                : text.Contains('$', StringComparison.Ordinal) ? "A variable is not filled in here: write the path as it is on the nodes, or edit credentials.sh afterwards."
                : File.Exists(text) ? "This is a file. Name a folder."
                : null,
        },
    ];

    /// <summary>Asked when the site does not accept us.</summary>
    public static Question Again { get; } = new("again", "Enter site and secret again? (yes or no)", "") { Read = YesAndNo, Fault = (text, _, _) => YesOrNo(text) };

    private static Question Limit(string key, string text, string help, bool list = false) => new(key, text, help)
    {
        IsOfScheduler = true,
        Applies = (_, answers) => answers[Cluster] is not "base",
        Fault = (answer, _, _) => KeyFault(key, answer, list),
    };

    // The reader of cast.yml itself says what may stand there.
    private static string? KeyFault(string key, string answer, bool list, bool byTag = true)
    {
        if (answer.Length == 0)
        {
            return null;
        }

        if (answer.IndexOfAny(YamlSigns) >= 0)
        {
            return "It holds a sign that has a meaning in YAML. Write names, numbers and times alone; for more, edit cast.yml afterwards.";
        }

        var read = CastSettingsReader.Parse($"cast:\n  cluster: slurm\n  cast_on_tag: {(byTag ? "true" : "false")}\n  {key}: {(list ? $"[{answer}]" : answer)}\n", "answer");
        return read.Faults is [var fault, ..] ? $"{fault.Problem} {fault.Remedy}" : null;
    }

    // What is not found now may be there one day: cast.yml takes it then.
    private static string? Unknown(string text, List<string> known, string what) =>
        known.Count > 0 && Answers.Parts(text).FirstOrDefault(part => !known.Contains(part)) is { } unknown
            ? $"No {what} '{unknown}' here. Found: {string.Join(", ", known)}." : null;

    private static bool IsMailAddress(string text) =>
        text.Split('@') is [{ Length: > 0 }, { Length: > 0 }] && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '"' or '\'' or ',' or ';' or '<' or '>' or ':' or '(' or ')');

    private static IReadOnlyList<PartitionFacts> Partitions(SetupFacts facts, Answers answers)
    {
        var all = facts.Of(answers[Cluster])?.Partitions ?? [];
        var allowed = Answers.Parts(answers["allowed_partitions"]);
        var meant = all.Where(partition => partition.IsDefault || allowed.Contains(partition.Name)).ToList();
        return meant.Count > 0 ? meant : all;
    }

    private static List<string> Names(SetupFacts facts, Answers answers) => [.. (facts.Of(answers[Cluster])?.Partitions ?? []).Select(partition => partition.Name)];

    private static List<string> GpuTypes(SetupFacts facts, Answers answers) =>
        answers[Cluster] is "slurm" or "lsf" ? [.. Partitions(facts, answers).SelectMany(partition => partition.GpuTypes).Distinct()] : [];

    private static string YesAndNo(string text) => text.ToLowerInvariant() switch
    {
        "y" or "yes" or "true" => "yes",
        "n" or "no" or "false" => "no",
        _ => text,
    };

    private static string? YesOrNo(string text) => text is "yes" or "no" ? null : "Write yes or no.";

    private static string Text(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Variable(string name) => Environment.GetEnvironmentVariable(name) ?? "";
}
