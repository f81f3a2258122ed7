namespace HpcClient.Faults.Tests.Scenarios;

/// <summary>All scenarios. The slow ones come first, so that the others play meanwhile.</summary>
internal static class ScenarioList
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        .. SlurmJobs.All,
        .. SubmitCommands.All,
        .. Policies.All,
        .. SlurmDaemons.All,
        .. SlurmKills.All,
        .. SiteFaults.All,
        .. LocalKills.All,
        .. Folders.All,
    ];
}
