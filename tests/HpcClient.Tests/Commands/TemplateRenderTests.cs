using System.Text;
using HpcClient.Commands;
using HpcClient.Commands.Template;
using HpcClient.Settings.Folder;

namespace HpcClient.Tests.Commands;

public sealed class TemplateRenderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_template_gets_the_values_of_a_sample_job_and_nothing_is_added_to_its_text()
    {
        var (code, text, errors) = Render("#SBATCH --mem={{ job.ram }} -c {{ job.cpu }}{% if job.gpu %} -G{% endif %}\n{{ cast_path }}\n");

        errors.ShouldBeEmpty();
        code.ShouldBe(ExitCodes.Success);
        text.ShouldBe($"#SBATCH --mem=4G -c 1\n{_folder.Path}");
    }

    [Theory]
    [InlineData("{{ job.gpu }} {{ job.ram }} {{ mine }}", """{"job": {"gpu": 2}, "mine": "é"}""", "2 4G é")]
    [InlineData("{{ job }}", """{"job": [1, null]}""", "[1, None]")]
    [InlineData("{{ job.new.deep }}{{ job.fw_id }}", """{"job": {"new": {"deep": 1.5}, "fw_id": null}}""", "1.5None")]
    public void Values_of_one_s_own_change_those_of_the_sample_job_key_by_key(string template, string values, string expected)
    {
        var (code, text, _) = Render(template, r => r with { ValuesFile = File("values.json", values) });

        code.ShouldBe(ExitCodes.Success);
        text.ShouldBe(expected);
    }

    [Fact]
    public void The_sample_job_asks_for_what_its_tags_say()
    {
        Render("{{ job.ram }} {{ job.cpu }}", r => r with { Tags = ["ram=16G", "cpu=8"] }).Text.ShouldBe("16G 8");

        var (code, _, errors) = Render("{{ job.ram }}", r => r with { Tags = ["ram=lots"] });
        code.ShouldBe(ExitCodes.Failure);
        errors.ShouldContain("would be refused");
        errors.ShouldContain("lots");
    }

    [Fact]
    public void A_cast_yml_in_its_place_names_its_own_folder()
    {
        TemplateRequest.FolderAround(_folder.In("settings", "cast.yml"))!.Root.ShouldBe(_folder.Path);
        TemplateRequest.FolderAround(_folder.In("cast.yml")).ShouldBeNull();
        TemplateRequest.FolderAround(_folder.In("settings", "script.j2")).ShouldBeNull();
        TemplateRequest.FolderAround("-").ShouldBeNull();
    }

    [Fact]
    public void The_values_look_as_the_scheduler_of_the_settings_needs_them()
    {
        Render("{{ job.ram }}", r => r with { Cluster = "lsf", Tags = ["ram=8G"] }).Text.ShouldBe("rusage[mem=8000]");

        Directory.CreateDirectory(_folder.In("settings"));
        File("settings/cast.yml", "cast:\n  cluster: lsf\n  cast_on_tag: true\n  scheduler_ram: 3G\n");
        Render("{{ job.ram }}").Text.ShouldBe("rusage[mem=3000]");
        Render("{{ job.ram }}", r => r with { Cluster = "slurm" }).Text.ShouldBe("4G");
        Render("x", r => r with { Cluster = "nonsense" }).Code.ShouldBe(ExitCodes.Usage);
    }

    [Theory]
    [InlineData("a\n  {{ job.nope.deep }}", 2, 15, "no attribute 'nope'")]
    [InlineData("a\n{{ x|uper }}", 2, 6, "did you mean 'upper'?")]
    [InlineData("echo ${#list[@]}", 1, 7, "{% raw %}")]
    public void A_fault_is_told_with_file_line_and_column(string template, int line, int column, string says)
    {
        var (code, text, errors) = Render(template);

        code.ShouldBe(ExitCodes.Settings);
        text.ShouldBeEmpty();
        errors.ShouldStartWith($"{_folder.In("script.j2")}:{line}:{column}: ");
        errors.ShouldContain(says);
    }

    [Fact]
    public void A_cast_yml_gives_its_script_and_on_standard_error_its_command()
    {
        var file = File("cast.yml", "cast:\n  cluster: slurm\n  cast_on_tag: true\n  command: [sbatch, '-J {{ job.fw_id }}']\n  script: |\n    #!/bin/sh\n    echo {{ job.fw_id }}\n");

        var (code, text, errors) = Run(new(file, new(_folder.Path)));

        code.ShouldBe(ExitCodes.Success);
        text.ShouldBe("#!/bin/sh\necho 64b0c0ffee5eed0123456789");
        errors.ShouldBe("command: \"sbatch\" \"-J 64b0c0ffee5eed0123456789\"\n");
    }

    [Theory]
    [InlineData("script: |\n    #!/bin/sh\n\n      {{ job.ram|uper }}\n", 7, 18)]
    [InlineData("script: |\n\n    #!/bin/sh\n    {{ nope.x }}\n", 7, 13)]
    [InlineData("script: |2\n      a\n    {{ nope.x }}\n", 6, 13)]
    [InlineData("script: 'x {{ nope.x }}'\n", 4, 22)]
    [InlineData("script: x {{ nope.x }}\n", 4, 21)]
    [InlineData("command:\n    - sbatch\n    - '{{ nope.x }}'\n", 6, 16)]
    public void A_fault_in_a_cast_yml_is_told_with_the_line_and_column_of_that_file(string key, int line, int column)
    {
        var file = File("cast.yml", $"cast:\n  cluster: slurm\n  cast_on_tag: true\n  {key}");

        var (code, _, errors) = Run(new(file, new(_folder.Path)));

        errors.ShouldStartWith($"{file}:{line}:{column}: '");
        code.ShouldBe(ExitCodes.Settings);
    }

    [Fact]
    public void A_template_comes_from_standard_input_too()
    {
        var output = new MemoryStream();
        var rendering = new TemplateRendering(new MemoryStream(Encoding.UTF8.GetBytes("{{ 1 + 1 }} {{ ")), output, new StringWriter());
        rendering.Run(new("-", new(_folder.Path))).ShouldBe(ExitCodes.Settings);

        rendering = new TemplateRendering(new MemoryStream(Encoding.UTF8.GetBytes("{{ 1 + 1 }} é")), output, new StringWriter());
        rendering.Run(new("-", new(_folder.Path)) { EndsLine = true }).ShouldBe(ExitCodes.Success);
        Encoding.UTF8.GetString(output.ToArray()).ShouldBe("2 é\n");
    }

    [Theory]
    [InlineData("{", ":1:2: This is not JSON.")]
    [InlineData("[1]", "JSON object")]
    [InlineData("""{"job": {"x": "\ud800"}}""", "not valid Unicode")]
    public void Values_that_are_none_are_refused(string json, string says)
    {
        var (code, _, errors) = Render("x", r => r with { ValuesFile = File("values.json", json) });

        code.ShouldBe(ExitCodes.Failure);
        errors.ShouldContain(says);
    }

    [Fact]
    public void Files_that_cannot_be_read_are_named()
    {
        Run(new(_folder.In("gone.j2"), new(_folder.Path))).Errors.ShouldContain("There is no such file");
        Run(new(_folder.Path, new(_folder.Path))).Errors.ShouldContain("This is a folder");
        System.IO.File.WriteAllBytes(_folder.In("latin"), [0xe9, 0x41]);
        var (code, _, errors) = Run(new(_folder.In("latin"), new(_folder.Path)));
        code.ShouldBe(ExitCodes.Failure);
        errors.ShouldContain("UTF-8");
    }

    [Fact]
    public void The_command_line_is_understood() =>
        RootCommands.Create().Parse(["template", "render", "-", "--values", "v.json", "--cluster", "sge", "--tag", "gpu=2", "--tag", "ram=1G", "--folder", "/x"]).Errors.ShouldBeEmpty();

    private string File(string name, string text)
    {
        var path = _folder.In(name.Split('/'));
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    private (int Code, string Text, string Errors) Render(string template, Func<TemplateRequest, TemplateRequest>? change = null)
    {
        var request = new TemplateRequest(File("script.j2", template), new WorkFolder(_folder.Path));
        return Run(change is null ? request : change(request));
    }

    private static (int Code, string Text, string Errors) Run(TemplateRequest request)
    {
        var output = new MemoryStream();
        var errors = new StringWriter { NewLine = "\n" };
        var code = new TemplateRendering(Stream.Null, output, errors).Run(request);
        return (code, Encoding.UTF8.GetString(output.ToArray()), errors.ToString());
    }
}
