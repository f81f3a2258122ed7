namespace HpcClient.Output;

/// <summary>Standard output for bytes, such as JSON, which is UTF-8 whatever the locale.</summary>
internal static class StandardOutput
{
    /// <summary>Opens it. What was shown of progress is gone: on a terminal a program, or a person, gets the document alone.</summary>
    public static Stream Open()
    {
        Console.Out.Flush();
        Progress.End();
#pragma warning disable RS0030 // The one place.
        return Console.OpenStandardOutput();
#pragma warning restore RS0030
    }
}
