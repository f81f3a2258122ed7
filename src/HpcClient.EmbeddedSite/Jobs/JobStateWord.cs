namespace HpcClient.EmbeddedSite.Jobs;

/// <summary>States of a job and the moves between them.</summary>
internal static class JobStateWord
{
    public const string Pending = "pending";
    public const string Running = "running";
    public const string Complete = "complete";
    public const string Failed = "failed";
    public const string Cancelled = "cancelled";

    public static readonly string[] All = [Pending, Running, Complete, Failed, Cancelled];

    public static bool IsFinal(string state) => state is Complete or Failed or Cancelled;

    public static bool Allows(string from, string to) => (from, to) switch
    {
        (Pending, Running or Cancelled) => true,
        (Running, Complete or Failed or Cancelled) => true,
        _ => from == to && !IsFinal(from),
    };
}
