using System.Text;
using HpcClient.Settings.Yaml;
using YamlDotNet.Core;

namespace HpcClient.Settings.Cast;

/// <summary>Reads <c>settings/cast.yml</c> and finds all that is wrong with it at once.</summary>
public static class CastSettingsReader
{
    /// <summary>Largest file that is read, in bytes.</summary>
    public const long MaxFileBytes = 4 * 1024 * 1024;

    /// <summary>Reads the file at <paramref name="path"/>.</summary>
    public static CastSettingsResult Read(string path)
    {
        var full = Path.GetFullPath(path);
        var faults = new FaultList(full);
        if (ReadFile(full, faults) is { } text)
        {
            return Parse(text, full);
        }

        return new(null, faults.Faults, []);
    }

    /// <summary>
    /// Reads of the file at <paramref name="path"/> what the engine on a node goes by, and nothing else: a job that runs
    /// already must not end over a key of the next sweep.
    /// </summary>
    /// <returns>The settings, with the defaults for what is faulty or not there; the faults are those of these keys alone.</returns>
    public static CastSettingsResult ReadForNode(string path)
    {
        var settings = new CastSettings { Cluster = "" };
        var faults = new FaultList(Path.GetFullPath(path));
        try
        {
            if (ReadFile(path, faults) is { } text && YamlFile.Read(text) is { } document && CastSection(document, faults) is { } section)
            {
                foreach (var (name, value) in section.Entries)
                {
                    var reader = new ValueReader(name.Text, value, faults);
                    settings = !reader.IsNothing && NodeKeys.All.Concat(ImageKeys.All).FirstOrDefault(key => key.IsCalled(name.Text)) is { } key ? key.Apply(settings, reader) ?? settings : settings;
                }
            }
        }
        catch (YamlException e)
        {
            faults.Faults.Add(faults.Fault(e.Start, "", $"This is not YAML: {e.Message.TrimEnd('.')}.", "Mend the file."));
        }

        return new(settings, faults.Faults, faults.Warnings);
    }

    /// <summary>Reads <paramref name="text"/> as the content of the file <paramref name="path"/>.</summary>
    public static CastSettingsResult Parse(string text, string path)
    {
        var faults = new FaultList(path, text);
        CastSettings? settings = null;
        CastSectionReader? reader = null;
        try
        {
            if (YamlFile.Read(text) is { } document)
            {
                reader = CastSection(document, faults) is { } section ? new(section, faults) : null;
                settings = reader?.Read();
            }
            else
            {
                faults.Add("The file is empty.", "Run 'fw-hpc-client setup' in an empty folder and take its cast.yml as a pattern.");
            }
        }
        catch (YamlException e)
        {
            faults.Faults.Add(SyntaxFault(e, text, faults));
        }

        var inOrder = faults.Faults.OrderBy(f => f.Line).ThenBy(f => f.Column).ToList();
        return new(inOrder.Count == 0 ? settings : null, inOrder, faults.Warnings) { Lines = reader?.Lines ?? new Dictionary<string, int>() };
    }

    private static string? ReadFile(string path, FaultList faults)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > MaxFileBytes })
            {
                faults.Add("The file is too big to be settings.", "Put the right file in its place.");
                return null;
            }

            return File.ReadAllText(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            faults.Add("There is no such file.", "Run 'fw-hpc-client setup' to make one, or name the right folder with --folder.");
        }
        catch (UnauthorizedAccessException)
        {
            faults.Add(
                Directory.Exists(path) ? "This is a folder, not a file." : $"The file may not be read by the user {Environment.UserName}.",
                "Put a file there that this user may read.");
        }
        catch (DecoderFallbackException)
        {
            faults.Add("The file is not UTF-8 text.", "Save it as UTF-8.");
        }
        catch (IOException e)
        {
            faults.Add($"The file cannot be read: {e.Message}", "Check the disk or the network file system it is on.");
        }

        return null;
    }

    private static YamlMap? CastSection(YamlValue document, FaultList faults)
    {
        if (document is not YamlMap top)
        {
            faults.Add(document, "", $"The file must hold the key 'cast:' with the settings below it, but it holds {document.Description}.", "Begin it with 'cast:' and indent the settings by two spaces.");
            return null;
        }

        var sections = top.Entries.Where(e => e.Key.Text == "cast").ToList();
        foreach (var (key, _) in top.Entries.Where(e => e.Key.Text != "cast"))
        {
            if (sections.Count > 0)
            {
                faults.Warn(key, key.Text, "This key stands beside 'cast:' and is not looked at.", "Indent it below 'cast:', or remove it.");
            }
        }

        switch (sections)
        {
            case []:
                faults.Add(top, "cast", "The key 'cast:' is missing at the top of the file.", "Begin the file with 'cast:' and indent all settings below it by two spaces.");
                return null;
            case [(_, YamlMap section)]:
                return section;
            case [var (_, value)]:
                faults.Add(value, "cast", $"The settings must stand below 'cast:', but there is {value.Description}.", "Indent the settings by two spaces below 'cast:'.");
                return null;
            default:
                faults.Add(sections[1].Key, "cast", $"The key 'cast:' is there twice, first in line {sections[0].Key.Start.Line}.", "Put all settings below one of them.");
                return null;
        }
    }

    private static SettingsFault SyntaxFault(YamlException e, string text, FaultList faults)
    {
        var lines = text.Split('\n');
        var line = (int)Math.Clamp(e.Start.Line, 1, lines.Length);

        // The parser notices a tab one line early or late.
        var near = Math.Max(0, line - 2);
        var tab = Array.FindIndex(lines, near, Math.Min(line + 1, lines.Length) - near, l => l.TrimStart(' ').StartsWith('\t') && l.Trim().Length > 0);
        return tab >= 0
            ? faults.Fault(new(0, tab + 1, lines[tab].IndexOf('\t', StringComparison.Ordinal) + 1), "", "The line is indented with a tab, which YAML forbids.", "Indent it with spaces.")
            : faults.Fault(e.Start, "", $"This is not YAML: {e.Message.TrimEnd('.')}.", "Look at this line and the one before it: most often a quote, a colon with a space, or the indentation is missing.");
    }
}
