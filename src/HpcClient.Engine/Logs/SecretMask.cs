namespace HpcClient.Engine.Logs;

/// <summary>Replaces secrets in text. Secrets hold no line ends, so that text is masked line by line.</summary>
internal sealed class SecretMask
{
    /// <summary>What stands in a secret's place.</summary>
    public const string Mask = "********";

    // A mask for something shorter would blank ordinary words.
    private const int MinSecretLength = 4;

    private volatile string[] _secrets = [];

    /// <summary>Masks <paramref name="secret"/> from now on.</summary>
    public void Add(string secret)
    {
        if (secret.Length >= MinSecretLength && !_secrets.Contains(secret))
        {
            // Longest first: a secret that holds another must go as a whole.
            _secrets = [.. _secrets.Append(secret).OrderByDescending(s => s.Length)];
        }
    }

    /// <summary>The text without secrets.</summary>
    public string Apply(string text)
    {
        foreach (var secret in _secrets)
        {
            text = text.Replace(secret, Mask, StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>
    /// How many characters at the end of <paramref name="text"/> may be the beginning of a secret whose rest is still
    /// to come: they must wait.
    /// </summary>
    public int Held(ReadOnlySpan<char> text)
    {
        var held = 0;
        foreach (var secret in _secrets)
        {
            for (var length = Math.Min(secret.Length - 1, text.Length); length > held; length--)
            {
                if (text.EndsWith(secret.AsSpan(0, length), StringComparison.Ordinal))
                {
                    held = length;
                    break;
                }
            }
        }

        return held;
    }
}
