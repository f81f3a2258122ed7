using HpcClient.Engine.Usage;
using HpcClient.Posix.Files;

namespace HpcClient.Engine.Inputs;

/// <summary>Whether the inputs fit on the node's disk, asked before it is filled.</summary>
internal static class InputRoom
{
    /// <summary>Compares what <paramref name="inputs"/> need with what the disk of <paramref name="folder"/> has free.</summary>
    /// <exception cref="EngineFault">They do not fit.</exception>
    public static void Require(IReadOnlyList<InputFile> inputs, string folder)
    {
        var needed = inputs.Sum(input => input.Size ?? 0);
        // Where the disk does not say, it will tell when it is full.
        if (needed > 0 && FreeSpace.Of(folder) is { } free && needed > free)
        {
            throw new EngineFault(
                $"The inputs need {Amounts.Measured(needed)}, and {folder} on {Environment.MachineName} has {Amounts.Measured(free)} free, so nothing was fetched. Make room there, or set ENGINE_TEMP_DIR to a larger folder.");
        }
    }
}
