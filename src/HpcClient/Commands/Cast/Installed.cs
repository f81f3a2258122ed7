using HpcClient.Flywheel.Access;
using HpcClient.Settings.Cast;

namespace HpcClient.Commands.Cast;

/// <summary>What the settings of a folder say, once nothing is wrong with them.</summary>
/// <param name="Settings">cast.yml.</param>
/// <param name="Access">How to reach the site.</param>
internal sealed record Installed(CastSettings Settings, SiteAccess Access);
