using System.Text;

namespace HpcClient.Flywheel.Http;

/// <summary>Makes text from elsewhere fit to be shown: secrets masked, control characters gone, cut to a sentence's length.</summary>
internal sealed class SecretMask
{
    private const int MaxShown = 300;

    // A shorter "secret" would mask half of every message and is none.
    private const int MinSecretLength = 4;

    private readonly Lock _lock = new();
    private volatile string[] _secrets = [];

    public void Add(string secret)
    {
        lock (_lock)
        {
            if (secret.Length >= MinSecretLength && !_secrets.Contains(secret))
            {
                _secrets = [.. _secrets, secret];
            }
        }
    }

    public string Show(string text)
    {
        foreach (var secret in _secrets)
        {
            text = text.Replace(secret, "<omitted>", StringComparison.Ordinal);
        }

        var shown = new StringBuilder(Math.Min(text.Length, MaxShown));
        foreach (var c in text.AsSpan())
        {
            if (shown.Length == MaxShown)
            {
                shown.Append('…');
                break;
            }

            shown.Append(char.IsControl(c) || char.IsSurrogate(c) ? ' ' : c);
        }

        return shown.ToString().Trim();
    }
}
