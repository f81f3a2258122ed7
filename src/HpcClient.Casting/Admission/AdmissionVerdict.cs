namespace HpcClient.Casting.Admission;

/// <summary>Whether a job may run here.</summary>
/// <param name="Refusal">Null when it may, else the message that its user reads in the job's log.</param>
public sealed record AdmissionVerdict(string? Refusal)
{
    /// <summary>It may.</summary>
    public static AdmissionVerdict Admitted { get; } = new((string?)null);
}
