namespace HpcClient.Scheduling.Local;

/// <summary>What holds for <c>local</c> where <c>cast.yml</c> says nothing.</summary>
internal static class LocalDefaults
{
    public const string Name = "local";

    public static SchedulerDefaults Value { get; } = new()
    {
        Name = Name,
        Note = "this machine",
        ScriptTemplate = """
            #!/bin/bash
            # fw-{{ job.fw_id }}: {{ job.cpu }} CPUs, {{ job.ram }} of memory

            set -euo pipefail

            export FW_HPC_FOLDER="{{ cast_path }}"
            {%- if job.nonce %}
            export FW_HPC_NONCE={{ job.nonce }}
            {%- endif %}
            source "{{ cast_path }}/settings/credentials.sh"
            cd "{{ engine_run_path }}"

            exec ./engine run --single-job {{ job.fw_id }}

            """,

        // Never run: the local scheduler starts the script itself. Shown by dry runs.
        CommandTemplate = ["{{ script_path }}"],
        ScriptExecutable = true,
        DefaultCpu = "1",
        DefaultMemory = "4G",
    };
}
