namespace HpcClient.Commands.Help;

/// <summary>Examples of each command, for its help, the manual and the man page. A test parses each of them.</summary>
internal static class CommandExamples
{
    private static readonly Dictionary<string, string[]> All = new(StringComparer.Ordinal)
    {
        [""] = ["run --folder /opt/fw-hpc", "jobs --unfinished", "doctor --deep"],
        ["run"] = ["run", "run --folder /opt/fw-hpc --quiet", "run --show-config"],
        ["serve"] = ["serve --folder /opt/fw-hpc", "serve --poll-seconds 30 --status-port 9477"],
        ["setup"] = ["setup --folder /opt/fw-hpc", "setup --answers answers.yml --folder /opt/fw-hpc", "setup --upgrade"],
        ["reset"] = ["reset --dry-run", "reset --forget 64b5bce63a26373568590001"],
        ["config"] = ["config check", "config explain max_ram"],
        ["config check"] = ["config check", "config check --json"],
        ["config show"] = ["config show", "config show --json"],
        ["config explain"] = ["config explain", "config explain max_ram"],
        ["config schema"] = ["config schema > cast.schema.json"],
        ["doctor"] = ["doctor", "doctor --deep --image docker://registry.example.org/gear:1.0", "doctor --bundle ticket.tar.gz"],
        ["jobs"] = ["jobs", "jobs --state queued --since 2d", "jobs --user ann --json"],
        ["explain"] = ["explain 64b5bce63a26373568590001", "explain slurm:4711 --json"],
        ["cancel"] = ["cancel 64b5bce63a26373568590001", "cancel slurm:4711 --yes"],
        ["retry"] = ["retry 64b5bce63a26373568590001"],
        ["forget"] = ["forget 64b5bce63a26373568590001 --wait 0"],
        ["report"] = ["report --since 30d", "report --by user --by month --format csv"],
        ["images"] = ["images list", "images pull dcm2niix@1.4.5"],
        ["images list"] = ["images list", "images list --json"],
        ["images pull"] = ["images pull dcm2niix", "images pull docker://registry.example.org/gear:1.0"],
        ["images verify"] = ["images verify"],
        ["images prune"] = ["images prune --unused-since 30d --dry-run", "images prune --keep 200G"],
        ["template"] = ["template render settings/cast.yml --tag gpu=2"],
        ["template render"] = ["template render settings/cast.yml --tag gpu=2 --tag ram=16G", "template render my-script.sh --cluster sge"],
        ["engine"] = ["engine run --single-job 64b5bce63a26373568590001"],
        ["engine run"] = ["engine run --single-job 64b5bce63a26373568590001"],
        ["site"] = ["site serve --data demo-site", "site jobs --data demo-site"],
        ["site serve"] = ["site serve --data demo-site"],
        ["site load"] = ["site load data-set --data demo-site"],
        ["site gear"] = ["site gear list --data demo-site"],
        ["site gear add"] = ["site gear add manifest.json --image gear.tar --data demo-site"],
        ["site gear list"] = ["site gear list --data demo-site", "site gear list --all-versions --json"],
        ["site gear run"] = ["site gear run count-lines --input notes=lab/study/sub-01/visit-1/scan/notes.txt --tag hpc"],
        ["site jobs"] = ["site jobs --state failed", "site jobs --json"],
        ["site logs"] = ["site logs 64b5bce63a26373568590001"],
        ["site files"] = ["site files lab/study/sub-01", "site files lab/study --get notes.txt --to /tmp"],
        ["site cancel"] = ["site cancel 64b5bce63a26373568590001"],
        ["site retry"] = ["site retry 64b5bce63a26373568590001"],
        ["gear"] = ["gear validate manifest.json"],
        ["gear validate"] = ["gear validate manifest.json", "gear validate gears/* --strict"],
        ["gear config"] = ["gear config . --config threshold=3 --input dicom=scan.zip"],
        ["gear run"] = ["gear run . --image docker://registry.example.org/gear:1.0 --input dicom=scan.zip --output out"],
        ["service"] = ["service install --user --folder /opt/fw-hpc", "service status"],
        ["service install"] = ["service install --cron", "service install --system --run-as fwhpc --folder /opt/fw-hpc"],
        ["service status"] = ["service status", "service status --json"],
        ["service remove"] = ["service remove --user"],
        ["update"] = ["update --from fw-hpc-client-3.1.0-linux-x64.tar.gz", "update --back"],
        ["completion"] = ["completion bash"],
        ["completion bash"] = ["completion bash > ~/.local/share/bash-completion/completions/fw-hpc-client"],
        ["completion zsh"] = ["completion zsh > ~/.zfunc/_fw-hpc-client"],
        ["completion fish"] = ["completion fish > ~/.config/fish/completions/fw-hpc-client.fish"],
    };

    /// <summary>Those of the command to which <paramref name="path"/> leads, each as it is typed; empty where there are none.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> path) =>
        [.. All.GetValueOrDefault(string.Join(' ', path), []).Select(line => $"{Shapes.CommandShape.Program} {line}")];
}
