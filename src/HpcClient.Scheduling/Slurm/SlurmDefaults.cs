namespace HpcClient.Scheduling.Slurm;

/// <summary>What holds for Slurm where <c>cast.yml</c> says nothing.</summary>
/// <remarks>
/// There is no inner srun: the script is already the job's one task, and a job step for each would cost the controller
/// two messages more a job. The script counts on nothing of the submitter's environment, so that sites may submit with
/// --export=NONE or NIL. It names no secret: the credentials file is read on the node.
/// </remarks>
internal static class SlurmDefaults
{
    public const string Name = "slurm";

    public static SchedulerDefaults Value { get; } = new()
    {
        Name = Name,
        ScriptTemplate = """
            #!/bin/bash

            #SBATCH --job-name=fw-{{ job.fw_id }}
            #SBATCH --ntasks=1
            #SBATCH --cpus-per-task={{ job.cpu }}
            #SBATCH --mem-per-cpu={{ job.ram }}
            {%- if job.gpu %}
            #SBATCH --gpus-per-node={{ job.gpu }}
            {%- endif %}
            {%- if job.walltime %}
            #SBATCH --time={{ job.walltime }}
            {%- endif %}
            {%- if job.partition %}
            #SBATCH --partition={{ job.partition }}
            {%- endif %}
            {%- if job.account %}
            #SBATCH --account={{ job.account }}
            {%- endif %}
            {%- if job.qos %}
            #SBATCH --qos={{ job.qos }}
            {%- endif %}
            {%- if job.constraint %}
            #SBATCH --constraint="{{ job.constraint }}"
            {%- endif %}
            {%- if job.scheduler_priority is not none %}
            #SBATCH --priority={{ job.scheduler_priority }}
            {%- endif %}
            {%- if job.nice is not none %}
            #SBATCH --nice={{ job.nice }}
            {%- endif %}
            {%- if job.nonce %}
            #SBATCH --comment={{ job.nonce }}
            {%- endif %}
            #SBATCH --output="{{ script_log_path }}"

            set -euo pipefail

            export FW_HPC_FOLDER="{{ cast_path }}"
            {%- if job.nonce %}
            export FW_HPC_NONCE={{ job.nonce }}
            {%- endif %}
            source "{{ cast_path }}/settings/credentials.sh"
            cd "{{ engine_run_path }}"

            exec ./engine run --single-job {{ job.fw_id }}

            """,
        CommandTemplate = ["sbatch", "{{ script_path }}"],
        ScriptExecutable = true,
        DefaultCpu = "1",
        DefaultMemory = "4G",
        MemoryForEachCpu = true,
        GpuLine = "{% if job.gpu %}#SBATCH --gpus-per-node={{ job.gpu }}{% endif %}",
        Offers = ResourceKinds.Gpu | ResourceKinds.GpuType | ResourceKinds.Walltime | ResourceKinds.Partition | ResourceKinds.Account | ResourceKinds.Qos | ResourceKinds.Constraint,
    };
}
