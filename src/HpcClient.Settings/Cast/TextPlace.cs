namespace HpcClient.Settings.Cast;

/// <summary>Where a text of <c>cast.yml</c> stands in the file, so that a fault within the text can be told by the file's own lines.</summary>
/// <param name="File">Full path of the file.</param>
/// <param name="Line">Line where the value begins, counted from 1.</param>
/// <param name="Column">Column where it begins, counted from 1.</param>
/// <param name="BlockIndent">For a block begun with <c>|</c>, by how much its lines are indented; null for any other text.</param>
public sealed record TextPlace(string File, int Line, int Column, int? BlockIndent)
{
    /// <summary>The place of a line and column of the text, as <c>FILE:LINE:COLUMN</c>. Only a block has its lines in the file as they are.</summary>
    public string At(int line, int column) =>
        BlockIndent is { } indent ? $"{File}:{Line + line}:{indent + column}"
        : line == 1 ? $"{File}:{Line}:{Column + column - 1}"
        : $"{File}:{Line}:{Column}: line {line} of the text";
}
