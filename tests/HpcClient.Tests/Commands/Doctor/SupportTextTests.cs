using HpcClient.Commands.Doctor.Masking;

namespace HpcClient.Tests.Commands.Doctor;

public sealed class SupportTextTests
{
    [Fact]
    public void Of_cast_yml_keys_and_values_stay_line_by_line_and_what_an_admin_wrote_freely_goes()
    {
        const string before = """
            # Ann's note: the password is canary01
            cast:
              # Which scheduler takes the jobs: slurm, sge, lsf, local (this machine) or base (prints only).
              cluster: slurm   # root's word canary02
              binds: ["/data:/data"]
              filter_tags:
                - canary-tag
              image_map: {docker.io: https://me:canary03@mirror.example.org/hub}
              command: [sbatch, --comment, "token=canary04",
                "canary05 {{ script_path }}"]
              script: |
                #!/bin/bash
                #SBATCH --mem-per-cpu={{ job.ram }}
                {% if job.gpu %}#SBATCH --gpus-per-node={{ job.gpu }}{% endif %}
                # canary06
                set -euo pipefail
                module load apptainer
                export AWS_ACCESS_KEY_ID=canary07
                WORD='canary08
                canary09'
                curl -H "X-Key: canary10" https://example.org/?sig=canary11
                cat <<EOF
                canary12
                EOF
                source "{{ cast_path }}/settings/credentials.sh"
                exec ./engine run --single-job {{ job.fw_id }}
              max_cpu: 4
            """;

        var after = SupportText.Settings(before, KnownSecrets.None);

        after.ShouldBe("""
            # <omitted>
            cast:
              # Which scheduler takes the jobs: slurm, sge, lsf, local (this machine) or base (prints only).
              cluster: slurm   # <omitted>
              binds: ["/data:/data"]
              filter_tags:
                - canary-tag
              image_map: {docker.io: https://<omitted>@mirror.example.org/hub}
              command: [sbatch, --comment, "token=<omitted>
                <omitted>
              script: |
                #!/bin/bash
                #SBATCH --mem-per-cpu={{ job.ram }}
                {% if job.gpu %}#SBATCH --gpus-per-node={{ job.gpu }}{% endif %}
                <omitted>
                set -euo pipefail
                module load apptainer
                export AWS_ACCESS_KEY_ID=<omitted>
                <omitted>
                <omitted>
                <omitted>
                <omitted>
                <omitted>
                <omitted>
                source "{{ cast_path }}/settings/credentials.sh"
                exec ./engine run --single-job {{ job.fw_id }}
              max_cpu: 4
            """);
    }

    [Fact]
    public void The_template_of_setup_goes_in_whole()
    {
        using var folder = new TemporaryFolder();
        var work = new HpcClient.Settings.Folder.WorkFolder(folder.In("hpc"));
        HpcClient.Settings.Setup.FolderSetup.Make(work, new() { Executable = "/usr/bin/true" }).Fault.ShouldBeNull();
        var text = File.ReadAllText(work.CastFile);

        SupportText.Settings(text, KnownSecrets.None).Split('\n').Except(text.Split('\n')).ShouldBeEmpty();
    }

    [Fact]
    public void A_secret_of_the_installation_goes_wherever_it_stands() =>
        SupportText.Settings("cast:\n  filter_tags: [a, canary-word-1, b]\n", KnownSecrets.Of([("MY_TOKEN", "canary-word-1")])).ShouldBe("cast:\n  filter_tags: [a, <omitted>, b]\n");

    [Fact]
    public void Of_credentials_only_names_that_we_know_are_left() =>
        SupportText.Credentials("# secret abc\nexport SCITRAN_RUNTIME_HOST=1\n  ENGINE_TEMP_DIR='x\nQ0FOQVJZ=\ny'\nexport CANARY=2\necho $A\n")
            .ShouldBe("SCITRAN_RUNTIME_HOST=<omitted>\nENGINE_TEMP_DIR=<omitted>\n# and 4 other lines\n");
}
