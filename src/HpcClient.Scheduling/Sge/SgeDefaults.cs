namespace HpcClient.Scheduling.Sge;

/// <summary>What holds for Grid Engine where <c>cast.yml</c> says nothing.</summary>
/// <remarks>Grid Engine takes no quotes in its directives: a folder with spaces does not work here.</remarks>
internal static class SgeDefaults
{
    public const string Name = "sge";

    public static SchedulerDefaults Value { get; } = new()
    {
        Name = Name,
        ScriptTemplate = """
            #!/usr/bin/env bash

            #$ -N fw-{{ job.fw_id }}
            #$ -j y
            #$ -o {{ script_log_path }}
            #$ -S /bin/bash
            #$ -l h_vmem={{ job.ram }}
            #$ -pe threaded {{ job.cpu }}
            {%- if job.scheduler_priority is not none %}
            #$ -p {{ job.scheduler_priority }}
            {%- endif %}

            set -euo pipefail

            export FW_HPC_FOLDER="{{ cast_path }}"
            source "{{ cast_path }}/settings/credentials.sh"
            cd "{{ engine_run_path }}"

            exec ./engine run --single-job {{ job.fw_id }}

            """,
        CommandTemplate = ["qsub", "{{ script_path }}"],
        ScriptExecutable = true,
        DefaultCpu = "4-8",
        DefaultMemory = "4G",
    };
}
