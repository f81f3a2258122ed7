using YamlDotNet.Core;

namespace HpcClient.Settings.Yaml;

/// <summary>A value of a YAML file and where it stands.</summary>
internal abstract record YamlValue(Mark Start)
{
    /// <summary>What it is, for messages.</summary>
    public abstract string Description { get; }
}
