namespace HpcClient.Flywheel.Access;

/// <summary>The site's shared drone secret. It prints as <c>&lt;omitted&gt;</c>, so that no log or message can carry it by accident.</summary>
public sealed class DroneSecret
{
    private readonly string _value;

    /// <summary>Wraps the secret.</summary>
    /// <exception cref="ArgumentException">It is empty.</exception>
    public DroneSecret(string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        _value = value;
    }

    /// <summary>The secret itself: only for the login headers and for masking it in logs.</summary>
    public string Reveal() => _value;

    /// <inheritdoc/>
    public override string ToString() => "<omitted>";
}
