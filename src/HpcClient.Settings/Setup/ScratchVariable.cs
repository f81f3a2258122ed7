namespace HpcClient.Settings.Setup;

/// <summary>A variable of <c>credentials.sh</c> that says where jobs put what is large.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Meaning">One sentence for the person who sets it.</param>
internal sealed record ScratchVariable(string Name, string Meaning)
{
    /// <summary>All of them, as a new <c>credentials.sh</c> has them.</summary>
    public static IReadOnlyList<ScratchVariable> All { get; } =
    [
        new("ENGINE_TEMP_DIR", "Where jobs keep inputs and outputs while they run: large, and the same path on every node."),
        new("ENGINE_CACHE_DIR", "Where images are kept: large, and on a disk that all nodes see."),
    ];

    /// <summary>Its lines: the meaning, and the variable with its value or as a comment.</summary>
    /// <param name="word">The value as bash takes it; null for none.</param>
    public string Lines(string? word) => $"# {Meaning}\n{(word is null ? $"# export {Name}=/scratch/flywheel" : $"export {Name}={word}")}";
}
