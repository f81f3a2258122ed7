namespace HpcClient.Scheduling.Commands;

/// <summary>One thing that a submit command says when it fails, and what it means for us.</summary>
/// <param name="Text">Part of its message, in any case of letters.</param>
/// <param name="Remedy">What the administrator does about it.</param>
/// <param name="WorthRetrying">Whether the same submission may pass later.</param>
internal sealed record SubmitFault(string Text, string Remedy, bool WorthRetrying)
{
    /// <summary>The same submission never passes.</summary>
    public static SubmitFault Never(string text, string remedy) => new(text, remedy, WorthRetrying: false);

    /// <summary>The same submission may pass later.</summary>
    public static SubmitFault Later(string text, string remedy) => new(text, remedy, WorthRetrying: true);
}
