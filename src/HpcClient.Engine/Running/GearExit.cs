namespace HpcClient.Engine.Running;

/// <summary>How a gear's process ended.</summary>
/// <param name="Code">Exit code; 128 + signal number when a signal ended it.</param>
/// <param name="LastWords">Its last lines.</param>
internal sealed record GearExit(int Code, string? LastWords)
{
    /// <summary>Why the gear failed, for the researcher; null when it succeeded.</summary>
    /// <param name="killsAreCounted">Whether the kernel's count of kills for memory can be read, and says that there was none.</param>
    public string? Failure(bool killsAreCounted) => Code switch
    {
        0 => null,
        126 or 127 => $"The gear's command could not be run (exit code {Code}): a program is missing in the image, or not executable.{Words}",
        137 when killsAreCounted => $"The gear was killed (signal 9), by somebody or by itself: the kernel did not do it for memory.{Words}",
        137 => $"The gear was killed (signal 9). Why cannot be seen here; most often it is because a gear needed more memory than the job has: ask for more with the tag ram.{Words}",
        139 => $"The gear crashed (signal 11, a fault in one of its programs).{Words}",
        > 128 and < 160 => $"The gear was ended by signal {Code - 128}.{Words}",
        _ => $"The gear failed: exit code {Code}.{Words}",
    };

    private string Words => LastWords is null ? " It said nothing." : $" Its last words: {LastWords}";
}
