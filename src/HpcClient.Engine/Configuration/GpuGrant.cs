using System.Globalization;

namespace HpcClient.Engine.Configuration;

/// <summary>The GPUs that the scheduler gave the job.</summary>
/// <param name="Devices">As programs name them: numbers, or words such as <c>GPU-8f…</c>.</param>
/// <param name="NodeDevices">As the node names them, which differs where the scheduler hides the others: programs then count from 0.</param>
/// <param name="Variables">The variables by which the scheduler tells programs of them.</param>
public sealed record GpuGrant(IReadOnlyList<string> Devices, IReadOnlyList<string> NodeDevices, IReadOnlyDictionary<string, string> Variables)
{
    // NVIDIA; AMD, the first three of Slurm and LSF; OpenCL; Intel.
    private static readonly string[] Names = ["CUDA_VISIBLE_DEVICES", "ROCR_VISIBLE_DEVICES", "HIP_VISIBLE_DEVICES", "GPU_DEVICE_ORDINAL", "ZE_AFFINITY_MASK"];

    // Numbers of all of the job's devices, whatever the control group hides.
    private static readonly string[] NodeNames = ["SLURM_STEP_GPUS", "SLURM_JOB_GPUS"];

    /// <summary>
    /// The variables for a container that holds these devices and no others: programs in it count from 0. Words that are no
    /// numbers mean the same everywhere.
    /// </summary>
    public IReadOnlyDictionary<string, string> VariablesWhenAlone => Variables.ToDictionary(
        variable => variable.Key,
        variable => string.Join(',', Split(variable.Value).Select((device, i) => IsNumber(device) ? i.ToString(CultureInfo.InvariantCulture) : device)),
        StringComparer.Ordinal);

    /// <summary>Reads them from the variables that schedulers set; null when there are none.</summary>
    public static GpuGrant? From(IReadOnlyDictionary<string, string> environment)
    {
        var variables = Names
            .Where(name => environment.TryGetValue(name, out var value) && IsGrant(value))
            .ToDictionary(name => name, name => environment[name], StringComparer.Ordinal);
        if (variables.Count == 0)
        {
            return null;
        }

        IReadOnlyList<string> devices = Split(variables[Names.First(variables.ContainsKey)]);
        var node = NodeNames.Select(name => Split(environment.GetValueOrDefault(name) ?? "")).FirstOrDefault(list => list.Length == devices.Count);
        return new(devices, devices.All(IsNumber) && node is not null ? node : devices, variables);
    }

    // Nothing, or a word for none.
    private static bool IsGrant(string value) => Split(value) is [var first, ..] && first is not ("NoDevFiles" or "-1");

    private static bool IsNumber(string device) => device.All(char.IsAsciiDigit);

    private static string[] Split(string value) => value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
