namespace HpcClient.EndToEnd.Tests.Contract;

/// <summary>
/// Where we do otherwise than the Python client 2.0.0rc2, on purpose. The page "Coming from the Python client" has a
/// paragraph for each, headed by these names; a test holds the two together.
/// </summary>
internal static class IntendedDifference
{
    public const string MalformedIsRefused = "Malformed requests are refused";
    public const string WholeWordTags = "A tag counts as a whole";
    public const string LsfMemory = "LSF gets a resource string";
    public const string SingularityFlags = "singularity-debug and singularity-writable are honoured";
    public const string DryRun = "A dry run marks nothing";
    public const string NoInnerSrun = "No inner srun";
    public const string ExtraDirectives = "Default scripts carry more";
    public const string Summary = "The summary counts what was skipped";
    public const string RefusalWords = "Refusals in our own words";
    public const string AbsentGroup = "An absent whitelist group refuses the sweep";
    public const string BothOptionNames = "Old and new option names together";
    public const string LedgerIsTheRecord = "The ledger is the record";
    public const string OneBadJob = "One bad job never ends a sweep";
    public const string StrictSettings = "Unknown and repeated keys are faults";
    public const string NoPerJobReads = "No read for each job";
    public const string PriorityAsNice = "Priority becomes nice for ordinary users";
    public const string ExitCodes = "Exit codes tell what was wrong";
    public const string NewTags = "New tags need the admin's leave";
    public const string Watched = "Jobs are followed to their end";
    public const string SecretStays = "The secret stays out of the scheduler";

    public const string WholeGearNames = "Gear names count in full";

    public const string Reset = "reset keeps what it must not lose";

    public const string GridEngineNames = "Grid Engine jobs have our name";

    public const string NoAddresses = "Some templates are refused where Python printed an address";

    public static IReadOnlyList<string> All { get; } =
    [
        MalformedIsRefused, WholeWordTags, LsfMemory, SingularityFlags, DryRun, NoInnerSrun, ExtraDirectives, Summary, RefusalWords, AbsentGroup,
        BothOptionNames, LedgerIsTheRecord, OneBadJob, StrictSettings, NoPerJobReads, PriorityAsNice, ExitCodes, NewTags, Watched, SecretStays,
        WholeGearNames, Reset, GridEngineNames, NoAddresses,
    ];
}
