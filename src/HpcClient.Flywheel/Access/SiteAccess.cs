using HpcClient.Flywheel.Access.Network;

namespace HpcClient.Flywheel.Access;

/// <summary>
/// The one place from which address and credential of the site come. Today both are given; later a broker on the login
/// node can stand here and hand out tokens that are good for one job only.
/// </summary>
/// <param name="Address">The site.</param>
/// <param name="Secret">Its drone secret.</param>
public sealed record SiteAccess(SiteAddress Address, DroneSecret Secret)
{
    /// <summary>The way there. Default: without a proxy, trusting what this machine trusts.</summary>
    public SiteNetwork Network { get; init; } = SiteNetwork.Direct;

    /// <summary>Device type as which we log in (header <c>X-SciTran-Method</c>).</summary>
    public string DeviceType { get; init; } = "python";

    /// <summary>
    /// Device name as which we log in (header <c>X-SciTran-Name</c>). The Python client used this type and name: with
    /// the same ones a site keeps one device record across the switch.
    /// </summary>
    public string DeviceName { get; init; } = "hpc queue";
}
