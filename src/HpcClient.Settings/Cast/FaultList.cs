using HpcClient.Settings.Yaml;
using YamlDotNet.Core;

namespace HpcClient.Settings.Cast;

/// <summary>Collects what is wrong with one file.</summary>
internal sealed class FaultList(string file)
{
    public List<SettingsFault> Faults { get; } = [];

    public List<SettingsFault> Warnings { get; } = [];

    public void Add(YamlValue at, string key, string problem, string remedy) => Faults.Add(Fault(at.Start, key, problem, remedy));

    public void Add(string problem, string remedy) => Faults.Add(new(file, 0, 0, "", problem, remedy));

    public void Warn(YamlValue at, string key, string problem, string remedy) => Warnings.Add(Fault(at.Start, key, problem, remedy));

    public SettingsFault Fault(Mark at, string key, string problem, string remedy) =>
        new(file, (int)at.Line, (int)at.Column, key, problem, remedy);
}
