namespace HpcClient.Flywheel.Access.Network;

/// <summary>What a host showed as its certificate, accepted or not.</summary>
/// <param name="Subjects">The subjects of certificate and authorities, as far as the chain was found; the host's own first.</param>
/// <param name="Issuer">Who issued the host's own.</param>
/// <param name="EndsAt">When the first of them ends.</param>
/// <param name="TrustedBy">Where the authorities that count come from, in words: setting and path; null for this machine's own.</param>
public sealed record SeenCertificate(IReadOnlyList<string> Subjects, string Issuer, DateTimeOffset EndsAt, string? TrustedBy);
