using HpcClient.Commands.About;
using HpcClient.Commands.Update;

namespace HpcClient.Tests.Commands.Update;

public sealed class InstalledProgramTests : IDisposable
{
    private static readonly BuildIdentity First = new("3.0.0", "aaaa", "2026-01-01T00:00:00Z");
    private readonly TemporaryFolder _folder = new();

    public InstalledProgramTests()
    {
        File.WriteAllText(Program, "first");
        File.WriteAllText(Library, "library of first");
    }

    private string Program => _folder.In("fw-hpc-client");

    private string Library => _folder.In("libe_sqlite3.so");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_old_executable_and_its_library_are_kept_under_its_version()
    {
        var kept = new InstalledProgram(Program, First).Replace(Candidate("second", "library of second"));

        kept.ShouldBe(Program + ".3.0.0");
        Texts(Program, kept, Library, Library + ".3.0.0").ShouldBe(["second", "first", "library of second", "library of first"]);
        new InstalledProgram(Program, First).Previous().ShouldBe(kept);
    }

    [Fact]
    public void A_bare_executable_goes_on_with_the_library_that_is_there()
    {
        new InstalledProgram(Program, First).Replace(Candidate("second", null));

        Texts(Program, Library).ShouldBe(["second", "library of first"]);
        File.Exists(Library + ".3.0.0").ShouldBeFalse();
    }

    [Fact]
    public void Going_back_twice_goes_forward()
    {
        new InstalledProgram(Program, First).Replace(Candidate("second", "library of second"));
        Back(new("3.1.0", "bbbb", null));

        Texts(Program, Program + ".3.1.0", Library).ShouldBe(["first", "second", "library of first"]);

        Back(First);

        Texts(Program, Library).ShouldBe(["second", "library of second"]);
    }

    [Fact]
    public void Builds_of_one_version_do_not_overwrite_each_other()
    {
        new InstalledProgram(Program, First).Replace(Candidate("second", null));
        var kept = new InstalledProgram(Program, First with { Commit = "bbbb" }).Replace(Candidate("third", null));

        kept.ShouldBe(Program + ".3.0.0.bbbb");
        Texts(Program, kept, Program + ".3.0.0").ShouldBe(["third", "second", "first"]);
    }

    [Fact]
    public void A_folder_without_a_kept_version_has_none_to_return_to() => new InstalledProgram(Program, First).Previous().ShouldBeNull();

    [Fact]
    public void Which_build_is_newer_is_told_by_version_and_then_by_commit_time()
    {
        var same = new Candidate("", null, First);

        same.Objection(First)!.ShouldContain("--force");
        (same with { Identity = First with { Version = "3.0.1", Time = null } }).Objection(First).ShouldBeNull();
        (same with { Identity = First with { Time = "2026-01-02T00:00:00Z" } }).Objection(First).ShouldBeNull();
        (same with { Identity = First with { Version = "2.9.9", Time = "2026-01-02T00:00:00Z" } }).Objection(First).ShouldNotBeNull();
    }

    [Fact]
    public void What_the_version_option_prints_is_understood_by_update() =>
        BuildIdentity.Parse(string.Join('\n', BuildIdentity.Own.Lines)).ShouldBe(BuildIdentity.Own);

    private void Back(BuildIdentity present)
    {
        var installed = new InstalledProgram(Program, present);
        var stage = installed.MakeStage();
        installed.StagePrevious(installed.Previous()!, stage);
        installed.Replace(new(Path.Combine(stage, "fw-hpc-client"), File.Exists(Path.Combine(stage, "libe_sqlite3.so")) ? Path.Combine(stage, "libe_sqlite3.so") : null, First));
        Directory.Delete(stage, recursive: true);
    }

    private Candidate Candidate(string program, string? library)
    {
        var stage = Directory.CreateDirectory(_folder.In(".stage")).FullName;
        File.WriteAllText(Path.Combine(stage, "p"), program);
        if (library is not null)
        {
            File.WriteAllText(Path.Combine(stage, "l"), library);
        }

        return new(Path.Combine(stage, "p"), library is null ? null : Path.Combine(stage, "l"), First);
    }

    private static string[] Texts(params string[] paths) => [.. paths.Select(File.ReadAllText)];
}
