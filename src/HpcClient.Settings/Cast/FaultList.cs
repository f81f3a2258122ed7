using HpcClient.Settings.Yaml;
using YamlDotNet.Core;

namespace HpcClient.Settings.Cast;

/// <summary>Collects what is wrong with one file.</summary>
internal sealed class FaultList(string file, string text = "")
{
    private readonly Lazy<string[]> _lines = new(() => text.Split('\n'));

    public List<SettingsFault> Faults { get; } = [];

    public List<SettingsFault> Warnings { get; } = [];

    public void Add(YamlValue at, string key, string problem, string remedy) => Faults.Add(Fault(at.Start, key, problem, remedy));

    public void Add(string problem, string remedy) => Faults.Add(new(file, 0, 0, "", problem, remedy));

    public void Warn(YamlValue at, string key, string problem, string remedy) => Warnings.Add(Fault(at.Start, key, problem, remedy));

    /// <summary>Where <paramref name="value"/> stands.</summary>
    public TextPlace PlaceOf(YamlText value)
    {
        var (line, column) = ((int)value.Start.Line, (int)value.Start.Column);
        if (!value.IsLiteral)
        {
            return new(file, line, column + (value.IsPlain ? 0 : 1), null);
        }

        // The block's first line that is not blank, in the file and in the text, tells how far it is indented.
        var inFile = _lines.Value.Skip(line).FirstOrDefault(l => l.Trim().Length > 0) ?? "";
        var inText = value.Text.Split('\n').FirstOrDefault(l => l.Trim().Length > 0) ?? "";
        return new(file, line, column, Math.Max(0, Spaces(inFile) - Spaces(inText)));
    }

    public SettingsFault Fault(Mark at, string key, string problem, string remedy) =>
        new(file, (int)at.Line, (int)at.Column, key, problem, remedy);

    private static int Spaces(string line) => line.Length - line.TrimStart(' ').Length;
}
