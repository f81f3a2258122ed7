namespace HpcClient.Flywheel.Jobs;

/// <summary>One entry of a job's log.</summary>
/// <param name="Fd">1 standard output, 2 standard error, -1 the system (the engine and this client).</param>
/// <param name="Msg">Text; the site adds no line end, so it carries its own.</param>
public sealed record LogLine(int Fd, string Msg)
{
    /// <summary>The descriptor of system messages.</summary>
    public const int System = -1;
}
