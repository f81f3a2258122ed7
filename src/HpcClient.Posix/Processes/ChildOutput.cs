namespace HpcClient.Posix.Processes;

/// <summary>Which of a child's two output streams.</summary>
public enum ChildOutput
{
    /// <summary>Standard output (descriptor 1).</summary>
    Out = 1,

    /// <summary>Standard error (descriptor 2).</summary>
    Error = 2,
}
