using HpcClient.Engine.Logs;

namespace HpcClient.Engine.Images.Library;

/// <summary>Says sentences to a person at a terminal.</summary>
internal sealed class ConsoleVoice : IVoice
{
    private readonly TextWriter _console;
    private readonly SecretMask _mask = new();

    public ConsoleVoice(TextWriter console, string secret)
    {
        _console = console;
        _mask.Add(secret);
    }

    /// <inheritdoc/>
    public void Say(string sentence) => _console.WriteLine(_mask.Apply(sentence));

    /// <inheritdoc/>
    public void Hide(string secret) => _mask.Add(secret);
}
