namespace HpcClient.Gears.Reading;

/// <summary>A place in a text, as editors count.</summary>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Character of the line, from 1.</param>
public readonly record struct JsonPlace(int Line, int Column);
