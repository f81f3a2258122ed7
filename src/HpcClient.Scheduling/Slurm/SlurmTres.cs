using System.Globalization;

namespace HpcClient.Scheduling.Slurm;

/// <summary>Slurm's list of trackable resources, such as <c>billing=4,cpu=4,gres/gpu=1,gres/gpu:a100=1,mem=16G,node=1</c>.</summary>
internal sealed class SlurmTres
{
    private const string TypedGpu = "gres/gpu:";

    private SlurmTres()
    {
    }

    /// <summary>CPUs.</summary>
    public int? Cpus { get; private set; }

    /// <summary>Memory as a whole, in bytes.</summary>
    public long? MemoryBytes { get; private set; }

    /// <summary>GPUs; null where none are named.</summary>
    public int? Gpus { get; private set; }

    /// <summary>Use of GPUs in percent of one, where it is gathered (AccountingStorageTRES=gres/gpuutil).</summary>
    public double? GpuPercent { get; private set; }

    /// <summary>Memory of GPUs in bytes, where it is gathered (AccountingStorageTRES=gres/gpumem).</summary>
    public long? GpuMemoryBytes { get; private set; }

    /// <summary>Whether anything was told.</summary>
    public bool IsTold { get; private set; }

    /// <summary>Reads a list; strange items are passed over.</summary>
    public static SlurmTres Read(string text)
    {
        var tres = new SlurmTres();
        var typed = 0;
        foreach (var range in text.AsSpan().Split(','))
        {
            var item = text.AsSpan(range);
            var equals = item.IndexOf('=');
            if (equals < 0)
            {
                continue;
            }

            var value = item[(equals + 1)..];
            tres.IsTold = true;
            switch (item[..equals])
            {
                case "cpu":
                    tres.Cpus = Number(value);
                    break;
                case "mem":
                    tres.MemoryBytes = SlurmValues.Memory(value.ToString());
                    break;
                case "gres/gpu":
                    tres.Gpus = Number(value);
                    break;
                case "gres/gpuutil":
                    tres.GpuPercent = double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) ? percent : null;
                    break;
                case "gres/gpumem":
                    tres.GpuMemoryBytes = SlurmValues.Memory(value.ToString());
                    break;
                case var name when name.StartsWith(TypedGpu, StringComparison.Ordinal):
                    typed += Number(value) ?? 0;
                    break;
            }
        }

        // A site that accounts for types only names no sum.
        tres.Gpus ??= typed > 0 ? typed : null;
        return tres;
    }

    private static int? Number(ReadOnlySpan<char> text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
