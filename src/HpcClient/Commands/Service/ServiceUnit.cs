using HpcClient.Settings.Folder;

namespace HpcClient.Commands.Service;

/// <summary>The unit file of a <c>serve</c>.</summary>
/// <param name="Executable">Full path of fw-hpc-client.</param>
/// <param name="Folder">The installation that it serves.</param>
/// <param name="RunAs">User of a system service; null for a service of one's own.</param>
/// <param name="HasChildren">Whether jobs are its children and outlive it, as those of the scheduler <c>local</c> are.</param>
internal sealed record ServiceUnit(string Executable, WorkFolder Folder, string? RunAs, bool HasChildren)
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
        .. HasChildren
            ? (string[])["# Jobs of the scheduler 'local' are its children: they live on when it is restarted, and write where they like.", "KillMode=process"]
            : ["NoNewPrivileges=yes", "LockPersonality=yes", "RestrictRealtime=yes", "RestrictSUIDSGID=yes", "RestrictNamespaces=yes",
                "RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6", "SystemCallArchitectures=native"],

        // What follows takes the rights of the system's manager. Not PrivateTmp: submit commands and their plug-ins may keep
        // sockets in /tmp.
        .. HasChildren || RunAs is null
            ? (string[])[]
            : ["ProtectSystem=strict", $"ReadWritePaths={SystemdText.Quote(Folder.Root)}", "ProtectHome=read-only", "PrivateDevices=yes", "ProtectClock=yes",
                "ProtectControlGroups=yes", "ProtectHostname=yes", "ProtectKernelLogs=yes", "ProtectKernelModules=yes", "ProtectKernelTunables=yes",
                "CapabilityBoundingSet="],
        "",
        "[Install]",
        $"WantedBy={(RunAs is null ? "default.target" : "multi-user.target")}",
    ];
}
