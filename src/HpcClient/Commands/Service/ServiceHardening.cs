using HpcClient.Settings.Folder;

namespace HpcClient.Commands.Service;

/// <summary>What a unit forbids the service, as far as the commands of its scheduler can do without (systemd.exec(5)).</summary>
internal static class ServiceHardening
{
    // systemd takes a filter of system calls from whoever may not raise his rights any more: NoNewPrivileges comes with each of
    // these, also where User= is set, as systemd 252 does it.
    private static readonly string[] Filters =
    [
        "NoNewPrivileges=yes", "LockPersonality=yes", "RestrictRealtime=yes", "RestrictSUIDSGID=yes", "RestrictNamespaces=yes",
        "RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6", "SystemCallArchitectures=native",
        "SystemCallFilter=@system-service", "SystemCallFilter=~@privileged", "SystemCallErrorNumber=EPERM",
    ];

    // These take the rights of the system's manager. Not PrivateTmp: submit commands and their plug-ins may keep sockets in
    // /tmp. Not ProtectProc: whether the process of another user that holds the ledger is alive is seen in /proc.
    private static readonly string[] Views = ["ProtectSystem=strict", "ProtectHome=read-only", "ProtectControlGroups=yes"];

    private static readonly string[] FiltersOfTheSystem =
    [
        "PrivateDevices=yes", "PrivateMounts=yes", "ProtectClock=yes", "ProtectHostname=yes", "ProtectKernelLogs=yes", "ProtectKernelModules=yes",
        "ProtectKernelTunables=yes", "CapabilityBoundingSet=",
    ];

    /// <summary>The lines of the unit.</summary>
    /// <param name="cluster">The scheduler.</param>
    /// <param name="folder">The installation that a service of the system serves; null for a service of one's own.</param>
    public static IEnumerable<string> Lines(string? cluster, WorkFolder? folder)
    {
        IEnumerable<string> views = folder is null ? [] : [.. Views, $"ReadWritePaths={SystemdText.Quote(folder.Root)}"];
        return cluster switch
        {
            "local" => ["# Jobs of the scheduler 'local' are its children: they live on when it is restarted, and write where they like.", "KillMode=process"],

            // IBM Spectrum LSF 10.1, "Configuration to modify external authentication".
            "lsf" => ["# Where lsf.sudoers has a key, LSF's eauth is setuid root: nothing is forbidden here that would take that from it.", .. views],
            _ => [.. Filters, .. views, .. folder is null ? (string[])[] : FiltersOfTheSystem],
        };
    }
}
