namespace HpcClient.Jinja.Tree;

/// <summary>What a <c>for</c> does.</summary>
/// <param name="Rounds">For each element.</param>
/// <param name="Otherwise">When there is none.</param>
/// <param name="IsRecursive">Whether <c>loop(...)</c> goes through children in the same way.</param>
internal sealed record ForBodies(Body Rounds, Body Otherwise, bool IsRecursive);
