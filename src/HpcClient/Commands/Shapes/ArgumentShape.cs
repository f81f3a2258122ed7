using System.CommandLine;

namespace HpcClient.Commands.Shapes;

/// <summary>An argument of a command.</summary>
/// <param name="Usage">How a usage line shows it, such as <c>[JOB...]</c>.</param>
/// <param name="Description">What it means.</param>
/// <param name="Value">Its value.</param>
internal sealed record ArgumentShape(string Usage, string Description, ValueShape Value)
{
    /// <summary>Reads it.</summary>
    public static ArgumentShape Of(Argument argument)
    {
        var value = ValueShape.Of(argument);
        var several = argument.Arity.MaximumNumberOfValues > 1 ? "..." : "";
        return new(argument.Arity.MinimumNumberOfValues == 0 ? $"[{value.Name}{several}]" : $"{value.Name}{several}", argument.Description ?? "", value);
    }
}
