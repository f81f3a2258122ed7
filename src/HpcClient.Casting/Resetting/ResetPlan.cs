namespace HpcClient.Casting.Resetting;

/// <summary>What a reset of the folder would remove, and what it leaves.</summary>
/// <param name="Files">Scripts and logs of jobs that are over, and the scripts of dry runs.</param>
/// <param name="AtWork">Jobs that the scheduler has, or whose end the site does not know yet; their files are left.</param>
/// <param name="Unknown">Scripts of jobs that only the Python client knows; they are left, since they keep these jobs from being cast again.</param>
public sealed record ResetPlan(IReadOnlyList<string> Files, IReadOnlyList<string> AtWork, int Unknown);
