using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using HpcClient.Commands.Cast;
using HpcClient.Output;
using Microsoft.Extensions.Logging;

namespace HpcClient.Commands.Config;

/// <summary><c>config check</c>: all faults at once.</summary>
internal static class ConfigCheckCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Option<string> folder)
    {
        var json = new Option<bool>("--json") { Description = "Print one JSON array." };
        var command = new Command("check", "Tells all that is wrong with cast.yml, its templates, credentials.sh and registries.yml, each with its place and what to do. Ends with 3 when there are faults.") { folder, json };
        command.SetAction(async (parse, cancellation) =>
        {
            var work = FolderOption.Read(parse, folder);
            IReadOnlyList<CollectedLine> lines;
            await using (Progress.Of("reading the settings", TimeProvider.System))
            {
                lines = (await SettingsReview.OfAsync(work, cancellation)).Lines;
            }

            var faults = lines.Count(line => line.Level >= LogLevel.Error);
            if (parse.GetValue(json))
            {
                JsonOutput.Write(writer => WriteAll(writer, lines));
            }
            else
            {
                foreach (var line in lines)
                {
                    Console.WriteLine($"{(line.Level >= LogLevel.Error ? "fault  " : "warning")}  {line.Message}");
                }

                Console.WriteLine(faults == 0
                    ? $"The settings in {work.Root} can be used{(lines.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; {lines.Count} warning{(lines.Count == 1 ? "" : "s")}"))}."
                    : string.Create(CultureInfo.InvariantCulture, $"{faults} fault{(faults == 1 ? "" : "s")} in the settings in {work.Root}. Correct them, then run this again."));
            }

            return faults == 0 ? ExitCodes.Success : ExitCodes.Settings;
        });
        return command;
    }

    private static void WriteAll(Utf8JsonWriter json, IReadOnlyList<CollectedLine> lines)
    {
        json.WriteStartArray();
        foreach (var line in lines)
        {
            json.WriteStartObject();
            json.WriteString("severity", line.Level >= LogLevel.Error ? "fault" : "warning");
            json.WriteString("message", line.Message);
            foreach (var name in (string[])["File", "Key", "Problem", "Remedy"])
            {
                if (line.Field(name) is string { Length: > 0 } text)
                {
                    json.WriteString(name.ToLowerInvariant(), text);
                }
            }

            foreach (var name in (string[])["Line", "Column"])
            {
                if (line.Field(name) is int and > 0 and var number)
                {
                    json.WriteNumber(name.ToLowerInvariant(), number);
                }
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
