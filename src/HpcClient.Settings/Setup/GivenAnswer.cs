namespace HpcClient.Settings.Setup;

/// <summary>An answer that stands in a file.</summary>
/// <param name="Text">The answer, as it would be typed.</param>
/// <param name="Line">Its line, counted from 1.</param>
/// <param name="Column">Its column, counted from 1.</param>
public sealed record GivenAnswer(string Text, int Line, int Column)
{
    /// <summary>The place alone: the text may be the secret.</summary>
    public override string ToString() => $"answer in line {Line}";
}
