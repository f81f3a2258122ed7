namespace HpcClient.Commands.Shapes;

/// <summary>What a shell can offer as the value of an option or argument.</summary>
internal enum ValueKind
{
    /// <summary>The option takes no value.</summary>
    None,

    /// <summary>One of a list of words.</summary>
    Words,

    /// <summary>The path of a file.</summary>
    File,

    /// <summary>The path of a folder.</summary>
    Folder,

    /// <summary>Something that no shell can know.</summary>
    Other,
}
