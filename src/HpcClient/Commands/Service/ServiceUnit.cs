using HpcClient.Settings.Folder;

namespace HpcClient.Commands.Service;

/// <summary>The unit file of a <c>serve</c>.</summary>
/// <param name="Executable">Full path of fw-hpc-client.</param>
/// <param name="Folder">The installation that it serves.</param>
/// <param name="RunAs">User of a system service; null for a service of one's own.</param>
/// <param name="Cluster">The scheduler, which decides what the unit may forbid; null when it is not known.</param>
internal sealed record ServiceUnit(string Executable, WorkFolder Folder, string? RunAs, string? Cluster)
{
    /// <summary>The first line of what we wrote, by which it is known again.</summary>
    public const string Mark = "# Written by 'fw-hpc-client service install'.";

    /// <summary>The whole file.</summary>
    public string Text() => string.Concat(Lines().Select(line => $"{line}\n"));

    private IEnumerable<string> Lines() =>
    [
        $"{Mark} Put what is yours into a drop-in: systemctl edit.",
        "",
        "[Unit]",
        $"Description=Flywheel jobs of {Folder.Root.Replace("%", "%%", StringComparison.Ordinal)} on this HPC cluster",
        .. RunAs is null ? (string[])[] : ["Wants=network-online.target", "After=network-online.target remote-fs.target munge.service"],

        // Faults of a minute, such as a folder that is mounted late, must not end the service for good.
        "StartLimitIntervalSec=0",
        "",
        "[Service]",
        "Type=notify",
        "NotifyAccess=main",
        .. RunAs is null ? (string[])[] : [$"User={RunAs}"],
        $"Environment={SystemdText.Quote($"FW_HPC_FOLDER={Folder.Root}")}",
        "WorkingDirectory=/",
        $"ExecStart={SystemdText.QuoteInCommand(Executable)} serve",
        "ExecReload=/bin/kill -HUP $MAINPID",
        "UMask=0077",
        "Restart=on-failure",
        "RestartSec=15",
        "# Command line and settings: a person has to mend them.",
        "RestartPreventExitStatus=2 3",
        "WatchdogSec=10min",
        "TimeoutStartSec=2min",
        "TimeoutStopSec=30",
        "",
        .. ServiceHardening.Lines(Cluster, RunAs is null ? null : Folder),
        "",
        "[Install]",
        $"WantedBy={(RunAs is null ? "default.target" : "multi-user.target")}",
    ];
}
