namespace HpcClient.Scheduling.Sge;

/// <summary>What holds for Grid Engine where <c>cast.yml</c> says nothing.</summary>
/// <remarks>
/// Names that a site must have are the Python client's: the parallel environment <c>threaded</c> and the limit
/// <c>h_vmem</c>, for each slot; new beside them is the resource <c>gpu</c>. Grid Engine reads double quotes in its
/// directives, but takes an apostrophe or a number sign in them for its own, and splits an output path at comma and colon.
/// </remarks>
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
            #$ -o "{{ script_log_path }}"
            #$ -S /bin/bash
            #$ -l h_vmem={{ job.ram }}
            #$ -pe threaded {{ job.cpu }}
            {%- if job.gpu_count is not none %}
            #$ -l gpu={{ job.gpu_count }}
            {%- endif %}
            {%- if job.walltime is not none %}
            #$ -l h_rt={{ job.walltime }}
            {%- endif %}
            {%- if job.partition is not none %}
            #$ -q {{ job.partition }}
            {%- endif %}
            {%- if job.account is not none %}
            #$ -P {{ job.account }}
            {%- endif %}
            {%- if job.constraint is not none %}
            #$ -l {{ job.constraint }}
            {%- endif %}
            {%- if job.scheduler_priority is not none %}
            #$ -p {{ job.scheduler_priority }}
            {%- endif %}

            set -euo pipefail

            export FW_HPC_FOLDER="{{ cast_path }}"
            {%- if job.nonce %}
            export FW_HPC_NONCE={{ job.nonce }}
            {%- endif %}
            source "{{ cast_path }}/settings/credentials.sh"
            cd "{{ engine_run_path }}"

            exec ./engine run --single-job {{ job.fw_id }}

            """,
        CommandTemplate = ["qsub", "{{ script_path }}"],
        ScriptExecutable = true,
        DefaultCpu = "4-8",
        DefaultMemory = "4G",
        MemoryForEachCpu = true,
        TakesCpuRange = true,
        GpuLine = "{% if job.gpu %}#$ -l gpu={{ job.gpu_count }}{% endif %}",
        Offers = ResourceKinds.Gpu | ResourceKinds.Walltime | ResourceKinds.Partition | ResourceKinds.Account | ResourceKinds.Constraint,
        RefusedInPaths = "',:#",
    };
}
