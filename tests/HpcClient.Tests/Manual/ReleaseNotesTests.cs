using HpcClient.Posix.Processes;

namespace HpcClient.Tests.Manual;

/// <summary>The notes of a release are what the changelog says of it.</summary>
public sealed class ReleaseNotesTests
{
    [Fact]
    public async Task They_are_the_changelogs_part_without_its_heading()
    {
        var changelog = File.ReadAllText(Repository.PathOf("CHANGELOG.md"));

        var notes = await NotesAsync("Unreleased");

        notes.Succeeded.ShouldBeTrue(notes.Error);
        changelog.ShouldContain($"## [Unreleased]\n\n{notes.Out}");
        notes.Out.ShouldStartWith("### ");
        notes.Out.ShouldNotContain("\n## ");
    }

    [Fact]
    public async Task A_version_that_the_changelog_does_not_know_has_none()
    {
        var notes = await NotesAsync("0.0.1");

        notes.ExitCode.ShouldBe(1);
        notes.Error.ShouldContain("nothing about '0.0.1'; it has: Unreleased");
    }

    private static Task<ChildResult> NotesAsync(string version) => ChildProcess.RunAsync(
        new() { Program = Repository.PathOf("deploy", "package", "release-notes.sh"), Arguments = [version] },
        TimeSpan.FromSeconds(30),
        cancellationToken: TestContext.Current.CancellationToken);
}
