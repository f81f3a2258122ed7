namespace HpcClient.Jinja;

/// <summary>A template cannot be parsed or rendered: the only exception that comes out of this library.</summary>
public sealed class JinjaException : Exception
{
    /// <summary>Carries <paramref name="fault"/>.</summary>
    public JinjaException(JinjaFault fault)
        : base(fault.ToString()) => Fault = fault;

    /// <summary>A fault whose line is not known where it is noticed; whoever renders adds it.</summary>
    internal JinjaException(string message)
        : base(message) => Fault = new(message, 0);

    /// <summary>What is wrong, and in which line.</summary>
    public JinjaFault Fault { get; }

    /// <summary>The same with <paramref name="line"/>, unless a line is known already.</summary>
    internal JinjaException At(int line) => Fault.Line > 0 ? this : new(Fault with { Line = line });
}
