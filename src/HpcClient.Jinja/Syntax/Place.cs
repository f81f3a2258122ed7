namespace HpcClient.Jinja.Syntax;

/// <summary>A place in a template.</summary>
/// <param name="Line">Counted from 1.</param>
/// <param name="Column">Counted from 1, in UTF-16 characters.</param>
internal readonly record struct Place(int Line, int Column);
