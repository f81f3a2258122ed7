namespace HpcClient.Settings.Cast;

/// <summary>Which gears have the node's network (key <c>gear_network</c>).</summary>
public enum GearNetwork
{
    /// <summary>All.</summary>
    Always,

    /// <summary>Those alone whose manifest names the capability <c>networking</c>.</summary>
    Capability,
}
