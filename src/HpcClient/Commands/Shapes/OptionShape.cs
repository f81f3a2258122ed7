using System.CommandLine;

namespace HpcClient.Commands.Shapes;

/// <summary>An option of a command.</summary>
/// <param name="Names">Its name and, after that, its aliases.</param>
/// <param name="Description">What it means.</param>
/// <param name="Value">Its value.</param>
/// <param name="Required">Whether the command cannot do without.</param>
internal sealed record OptionShape(IReadOnlyList<string> Names, string Description, ValueShape Value, bool Required)
{
    /// <summary>Reads it.</summary>
    public static OptionShape Of(Option option) =>
        new([option.Name, .. option.Aliases.Where(alias => alias != option.Name).Order(StringComparer.Ordinal)], option.Description ?? "", ValueShape.Of(option), option.Required);
}
