namespace HpcClient.Casting.Planning.Resources;

/// <summary>Under which names a resource is asked for.</summary>
/// <param name="Noun">What it is, for a sentence.</param>
/// <param name="Key">The gear's option, one of the tags, and the key of cast.yml. Its prefix keeps a gear's own option apart.</param>
/// <param name="Tags">The other tags, in any case.</param>
internal sealed record ResourceNames(string Noun, string Key, params IReadOnlyList<string> Tags)
{
    public static readonly ResourceNames Cpu = new("number of CPUs", "scheduler_cpu", "cpu", "cpus") { OldOption = "slurm-cpu" };
    public static readonly ResourceNames Memory = new("amount of memory", "scheduler_ram", "ram", "ram-gb") { OldOption = "slurm-ram" };
    public static readonly ResourceNames Gpu = new("number or type of GPUs", "scheduler_gpu", "gpu") { BareTag = "gpu" };
    public static readonly ResourceNames Walltime = new("walltime", "scheduler_walltime", "walltime");
    public static readonly ResourceNames Partition = new("partition", "scheduler_partition", "partition");
    public static readonly ResourceNames Account = new("account", "scheduler_account", "account");
    public static readonly ResourceNames Qos = new("QOS", "scheduler_qos", "qos");
    public static readonly ResourceNames Constraint = new("constraint", "scheduler_constraint", "constraint");

    /// <summary>The noun with its article.</summary>
    public string One => Noun[0] is 'a' ? $"an {Noun}" : $"a {Noun}";

    /// <summary>The option's name in version 1.</summary>
    public string? OldOption { get; init; }

    /// <summary>A tag without a value that asks for one of them; in lower case only, as the Python client took it.</summary>
    public string? BareTag { get; init; }

    /// <summary>Whether a tag's <paramref name="name"/>, before its equals sign, means this.</summary>
    public bool IsCalled(ReadOnlySpan<char> name)
    {
        if (name.Equals(Key, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        foreach (var tag in Tags)
        {
            if (name.Equals(tag, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
