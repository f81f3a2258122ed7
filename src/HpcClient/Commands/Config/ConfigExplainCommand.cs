using System.CommandLine;
using System.Text.Json;
using HpcClient.Commands.Cast;
using HpcClient.Output;
using HpcClient.Settings.Cast;
using HpcClient.Settings.Explaining;
using HpcClient.Settings.Folder;

namespace HpcClient.Commands.Config;

/// <summary><c>config explain</c>: what a key means and where its value comes from.</summary>
internal static class ConfigExplainCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Option<string> folder)
    {
        var name = new Argument<string?>("KEY") { Description = "A key of cast.yml; without one all keys are listed.", Arity = ArgumentArity.ZeroOrOne };
        var json = new Option<bool>("--json") { Description = "Print one JSON array." };
        var command = new Command("explain", "Tells what a key of cast.yml means, what may stand there, its default, and where its present value comes from.") { name, json, folder };
        command.SetAction(parse =>
        {
            var work = FolderOption.Read(parse, folder);
            var read = File.Exists(work.CastFile) ? CastSettingsReader.Read(work.CastFile) : null;
            if (parse.GetValue(name) is not { } wanted)
            {
                return ListAll(read, parse.GetValue(json));
            }

            if (KeyStories.Find(wanted, read) is { } key)
            {
                if (parse.GetValue(json))
                {
                    JsonOutput.Write(writer => WriteAll(writer, [key]));
                    return ExitCodes.Success;
                }

                return Tell(key, read, work);
            }

            var near = KeyStories.Nearest(wanted);
            return Failure.Say($"cast.yml has no key '{wanted}'. {(near is null ? "List all with: fw-hpc-client config explain" : $"Did you mean '{near}'?")}", ExitCodes.Usage);
        });
        return command;
    }

    private static int ListAll(CastSettingsResult? read, bool json)
    {
        var keys = KeyStories.All(read);
        var width = keys.Max(key => key.Name.Length);
        if (json)
        {
            JsonOutput.Write(writer => WriteAll(writer, keys));
            return ExitCodes.Success;
        }

        var margin = new string(' ', width + 2);
        foreach (var line in keys.SelectMany(key => Paragraph.Wrap($"{key.Name.PadRight(width)}  {key.Meaning}", Screen.Width ?? int.MaxValue, margin)))
        {
            Console.WriteLine(line);
        }

        return ExitCodes.Success;
    }

    private static void WriteAll(Utf8JsonWriter json, IEnumerable<KeyStory> keys)
    {
        json.WriteStartArray();
        foreach (var key in keys)
        {
            json.WriteStartObject();
            json.WriteString("key", key.Name);
            json.WriteString("meaning", key.Meaning);
            json.WriteString("allowed", key.Allowed);
            json.WriteString("default", key.Default);
            json.WriteString("value", key.Value);
            if (key.Line is { } line)
            {
                json.WriteNumber("line", line);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static int Tell(KeyStory key, CastSettingsResult? read, WorkFolder folder)
    {
        Console.WriteLine(key.Name);
        Say($"  {key.Meaning}", "  ");
        if (key.Detail.Length > 0)
        {
            Say($"  {key.Detail}", "  ");
        }

        Say($"  allowed   {key.Allowed}");
        Say($"  default   {key.Absent}");
        // Examples and values may have several lines of their own, and stay as they are to be copied.
        Console.WriteLine(key.Example.Contains('\n', StringComparison.Ordinal) && !key.Example.StartsWith('|') ? $"  example   {key.Name}:\n{key.Example}" : $"  example   {key.Name}: {key.Example}");
        if (key.OtherNames.Count > 0)
        {
            Say($"  also      {string.Join(", ", key.OtherNames)}");
        }

        var now = read switch
        {
            null => $"unknown: {folder.CastFile} is not there",
            { Settings: null } => $"unknown: {folder.CastFile} has faults, which 'fw-hpc-client config check' tells",
            _ when key.Line is { } line => $"{key.Value ?? key.Absent}   ({folder.CastFile}, line {line})",
            _ => $"{key.Value ?? key.Absent}   (the default; {folder.CastFile} does not say)",
        };
        Console.WriteLine($"  now       {now}");
        return ExitCodes.Success;
    }

    private static void Say(string text, string margin = "            ")
    {
        foreach (var line in Paragraph.Wrap(text, Screen.Width ?? int.MaxValue, margin))
        {
            Console.WriteLine(line);
        }
    }
}
