namespace HpcClient.Jinja;

/// <summary>What is wrong with a template, or went wrong while it was rendered.</summary>
/// <param name="Message">One sentence without the place.</param>
/// <param name="Line">Line of the template, counted from 1.</param>
/// <param name="Column">Column in that line, counted from 1.</param>
public sealed record JinjaFault(string Message, int Line, int Column)
{
    /// <summary>Place and sentence, as a person is shown them.</summary>
    public override string ToString() => $"line {Line}, column {Column}: {Message}";
}
