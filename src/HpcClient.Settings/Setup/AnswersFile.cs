using HpcClient.Settings.Cast;
using HpcClient.Settings.Yaml;
using HpcClient.Wording;
using YamlDotNet.Core;

namespace HpcClient.Settings.Setup;

/// <summary>Reads answers to the questions of <c>setup</c> from a YAML file of names and texts.</summary>
public static class AnswersFile
{
    /// <summary>Reads the file at <paramref name="path"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="known">Names that answers may have.</param>
    /// <returns>The answers that can be read, and all that is wrong with the file; with faults no answer counts.</returns>
    public static (IReadOnlyDictionary<string, GivenAnswer> Answers, IReadOnlyList<SettingsFault> Faults) Read(string path, IReadOnlyCollection<string> known)
    {
        var full = Path.GetFullPath(path);
        try
        {
            var text = File.ReadAllText(full);
            var faults = new FaultList(full, text);
            var answers = YamlFile.Read(text) is { } document ? Answers(document, known, faults) : [];
            return (answers, faults.Faults);
        }
        catch (YamlException e)
        {
            return (None, [new(full, (int)e.Start.Line, (int)e.Start.Column, "", $"This is not YAML: {e.Message.TrimEnd('.')}.", "Write one 'name: answer' a line.")]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var why = Directory.Exists(full) ? "It is a folder." : File.Exists(full) ? e.Message : "There is no such file.";
            return (None, [new(full, 0, 0, "", why, "Name a YAML file with answers, one 'name: answer' a line.")]);
        }
    }

    private static Dictionary<string, GivenAnswer> None => new(StringComparer.Ordinal);

    private static Dictionary<string, GivenAnswer> Answers(YamlValue document, IReadOnlyCollection<string> known, FaultList faults)
    {
        var answers = None;
        if (document is not YamlMap map)
        {
            faults.Add(document, "", $"The file must hold names with an answer each, but it holds {document.Description}.", "Write one 'name: answer' a line.");
            return answers;
        }

        foreach (var (name, value) in map.Entries)
        {
            if (!known.Contains(name.Text))
            {
                var near = NearestName.Of(name.Text, known);
                faults.Add(name, name.Text, "There is no such question.", near is null ? $"Known are: {string.Join(", ", known)}." : $"Did you mean '{near}'?");
            }
            else if (Text(value) is not { } text)
            {
                faults.Add(value, name.Text, $"This must be a text or a list of texts, not {value.Description}.", "Write the answer as you would give it to 'setup'.");
            }
            else if (!answers.TryAdd(name.Text, new(text, (int)value.Start.Line, (int)value.Start.Column)))
            {
                faults.Add(name, name.Text, "This answer is there twice.", "Remove one of the two.");
            }
        }

        return answers;
    }

    private static string? Text(YamlValue value) => value switch
    {
        YamlText { IsNothing: true } => "",
        YamlText text => text.Text.Trim(),
        YamlList list when list.Items.All(item => item is YamlText) => string.Join(", ", list.Items.Cast<YamlText>().Select(item => item.Text.Trim())),
        _ => null,
    };
}
