namespace HpcClient.Simulation.Tests.Site;

/// <summary>Who does something at the site.</summary>
internal enum Party
{
    Client,
    Engine,
    User,
    HoldEngine,
    OrphanScan,
}
