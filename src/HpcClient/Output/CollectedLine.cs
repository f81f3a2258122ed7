using Microsoft.Extensions.Logging;

namespace HpcClient.Output;

/// <summary>One line of a <see cref="CollectedLog"/>.</summary>
/// <param name="Level">Level.</param>
/// <param name="Message">Text.</param>
/// <param name="Fields">Fields of the log call.</param>
internal sealed record CollectedLine(LogLevel Level, string Message, IReadOnlyList<KeyValuePair<string, object?>> Fields)
{
    /// <summary>A field's value; null when there is none.</summary>
    public object? Field(string name) => Fields.FirstOrDefault(field => field.Key == name).Value;
}
