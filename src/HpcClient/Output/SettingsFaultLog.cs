using HpcClient.Settings;
using Microsoft.Extensions.Logging;

namespace HpcClient.Output;

/// <summary>Logs what is wrong with the settings, with its place as fields of its own.</summary>
internal static class SettingsFaultLog
{
    /// <summary>Logs <paramref name="fault"/>.</summary>
    public static void LogFault(this ILogger log, LogLevel level, SettingsFault fault) =>
        log.Log(level, default, Fields(fault), null, (_, _) => fault.ToString());

    private static List<KeyValuePair<string, object?>> Fields(SettingsFault fault) =>
    [
        new("File", fault.File),
        new("Line", fault.Line),
        new("Column", fault.Column),
        new("Key", fault.Key),
        new("Problem", fault.Problem),
        new("Remedy", fault.Remedy),
    ];
}
