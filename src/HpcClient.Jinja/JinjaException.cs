using HpcClient.Jinja.Syntax;

namespace HpcClient.Jinja;

/// <summary>A template cannot be parsed or rendered: the only exception that comes out of this library.</summary>
public sealed class JinjaException : Exception
{
    /// <summary>Carries <paramref name="fault"/>.</summary>
    public JinjaException(JinjaFault fault)
        : base(fault.ToString()) => Fault = fault;

    /// <summary>A fault at a known place.</summary>
    internal JinjaException(string message, Place place)
        : this(new JinjaFault(message, place.Line, place.Column))
    {
    }

    /// <summary>A fault whose place is not known where it is noticed; the expression or statement at work adds it.</summary>
    internal JinjaException(string message)
        : base(message) => Fault = new(message, 0, 0);

    /// <summary>What is wrong, and where.</summary>
    public JinjaFault Fault { get; }

    /// <summary>Whether it is known where.</summary>
    internal bool IsPlaced => Fault.Line > 0;

    /// <summary>The same at <paramref name="place"/>, unless a place is known already.</summary>
    internal JinjaException At(Place place) => IsPlaced ? this : new(Fault.Message, place);
}
