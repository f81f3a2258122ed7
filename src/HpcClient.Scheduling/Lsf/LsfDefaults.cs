namespace HpcClient.Scheduling.Lsf;

/// <summary>What holds for LSF where <c>cast.yml</c> says nothing.</summary>
internal static class LsfDefaults
{
    public const string Name = "lsf";

    public static SchedulerDefaults Value { get; } = new()
    {
        Name = Name,
        ScriptTemplate = """
            #!/bin/bash

            #BSUB -P flywheel
            #BSUB -J fw-{{ job.fw_id }}
            #BSUB -n {{ job.cpu }}
            #BSUB -R {{ job.ram }}
            {%- if job.scheduler_priority is not none %}
            #BSUB -sp {{ job.scheduler_priority }}
            {%- endif %}
            {%- if job.nonce %}
            #BSUB -Jd {{ job.nonce }}
            {%- endif %}
            #BSUB -oo {{ script_log_path }}
            #BSUB -eo {{ script_log_path }}

            set -euo pipefail

            export FW_HPC_FOLDER="{{ cast_path }}"
            source "{{ cast_path }}/settings/credentials.sh"
            cd "{{ engine_run_path }}"

            exec ./engine run --single-job {{ job.fw_id }}

            """,
        CommandTemplate = ["bsub", "-P", "flywheel", "-J", "fw-{{ job.fw_id }}", "-oo", "{{ script_log_path }}", "-eo", "{{ script_log_path }}"],
        ScriptExecutable = false,
        ScriptOnStandardInput = true,
        DefaultCpu = "1",
        DefaultMemory = "rusage[mem=4000]",
    };
}
