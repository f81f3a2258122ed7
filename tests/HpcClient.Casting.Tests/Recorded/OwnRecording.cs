namespace HpcClient.Casting.Tests.Recorded;

/// <summary>A recording of our own, so that the tests stand without those beside the repository.</summary>
internal static class OwnRecording
{
    public const string Name = "slurm-own";

    public const string Json = """
        {
          "cast_yml": "cast:\n  cluster: slurm\n  cast_on_tag: true\n  script: |\n    #!/bin/bash\n    #SBATCH --cpus-per-task={{ job.cpu }}\n    {% if job.gpu %}#SBATCH --gpus-per-node={{ job.gpu }}\n    {% endif %}source \"{{ cast_path }}/settings/credentials.sh\"\n    ./engine run --single-job {{job.fw_id}}\n",
          "jobs": [
            { "id": "64b5bce63a26373568590001", "state": "running", "tags": ["hpc", "cpu=3"], "config": { "config": {} } },
            { "id": "64b5bce63a26373568590002", "state": "running", "tags": ["hpc", "gpu"], "config": { "config": {} } }
          ],
          "rc2": {
            "scripts": {
              "job-64b5bce63a26373568590001.sh": { "text": "#!/bin/bash\n#SBATCH --cpus-per-task=3\nsource \"@FOLDER@/settings/credentials.sh\"\n./engine run --single-job 64b5bce63a26373568590001" },
              "job-64b5bce63a26373568590002.sh": { "text": "#!/bin/bash\n#SBATCH --cpus-per-task=1\n#SBATCH --gpus-per-node=1\nsource \"@FOLDER@/settings/credentials.sh\"\n./engine run --single-job 64b5bce63a26373568590002" }
            }
          }
        }
        """;
}
