namespace HpcClient.Engine.Running;

/// <summary>How a gear's process ended.</summary>
/// <param name="Code">Exit code; 128 + signal number when a signal ended it.</param>
/// <param name="LastWords">Its last lines.</param>
internal sealed record GearExit(int Code, string? LastWords)
{
    /// <summary>Why the gear failed, for the researcher; null when it succeeded.</summary>
    public string? Failure => Code switch
    {
        0 => null,
        126 or 127 => $"The gear's command could not be run (exit code {Code}): a program is missing in the image, or not executable.{Words}",
        137 => $"The gear was killed (signal 9), most often because it needed more memory than the job has: ask for more with scheduler_ram.{Words}",
        139 => $"The gear crashed (signal 11, a fault in one of its programs).{Words}",
        > 128 and < 160 => $"The gear was ended by signal {Code - 128}.{Words}",
        _ => $"The gear failed: exit code {Code}.{Words}",
    };

    private string Words => LastWords is null ? " It said nothing." : $" Its last words: {LastWords}";
}
