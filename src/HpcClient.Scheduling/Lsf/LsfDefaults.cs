using System.Globalization;

namespace HpcClient.Scheduling.Lsf;

/// <summary>What holds for LSF where <c>cast.yml</c> says nothing.</summary>
/// <remarks>
/// Options on bsub's command line win over those in the script, so that the project stands in both. What is put between
/// double quotes here cannot hold any: requests are words, and paths with quotes or blanks are refused.
/// </remarks>
internal static class LsfDefaults
{
    public const string Name = "lsf";

    private const string Project = "{{ job.account or 'flywheel' }}";

    public static SchedulerDefaults Value { get; } = new()
    {
        Name = Name,
        ScriptTemplate = """
            #!/bin/bash

            {% if job.account is none %}#BSUB -P flywheel{% endif %}{% if job.account is not none %}#BSUB -P {{ job.account }}{% endif %}
            #BSUB -J fw-{{ job.fw_id }}
            #BSUB -n {{ job.cpu }}
            #BSUB -R {{ job.ram }}
            {%- if job.gpu_count is not none %}
            #BSUB -gpu "num={{ job.gpu_count }}{% if job.gpu_type is not none %}:gmodel={{ job.gpu_type }}{% endif %}"
            {%- endif %}
            {%- if job.walltime is not none %}
            #BSUB -W {{ job.walltime }}
            {%- endif %}
            {%- if job.partition is not none %}
            #BSUB -q {{ job.partition }}
            {%- endif %}
            {%- if job.qos is not none %}
            #BSUB -sla {{ job.qos }}
            {%- endif %}
            {%- if job.constraint is not none %}
            #BSUB -R "select[{{ job.constraint }}]"
            {%- endif %}
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
            {%- if job.nonce %}
            export FW_HPC_NONCE={{ job.nonce }}
            {%- endif %}
            source "{{ cast_path }}/settings/credentials.sh"
            cd "{{ engine_run_path }}"

            exec ./engine run --single-job {{ job.fw_id }}

            """,
        CommandTemplate = ["bsub", "-P", Project, "-J", "fw-{{ job.fw_id }}", "-oo", "{{ script_log_path }}", "-eo", "{{ script_log_path }}"],
        ScriptExecutable = false,
        ScriptOnStandardInput = true,
        DefaultCpu = "1",
        DefaultMemory = "rusage[mem=4000]",
        GpuLine = "{% if job.gpu %}#BSUB -gpu num={{ job.gpu_count }}{% endif %}",
        Offers = ResourceKinds.Gpu | ResourceKinds.GpuType | ResourceKinds.Walltime | ResourceKinds.Partition
            | ResourceKinds.Account | ResourceKinds.Qos | ResourceKinds.Constraint,

        // Whole minutes: rounded up, so that nobody gets less than was asked for.
        WalltimeText = walltime => string.Create(
            CultureInfo.InvariantCulture, $"{(long)Math.Ceiling(walltime.TotalMinutes) / 60}:{(long)Math.Ceiling(walltime.TotalMinutes) % 60:00}"),
        RefusedInPaths = " '#",
    };
}
