namespace HpcClient.Architecture.Tests;

public sealed class StyleTests
{
    private const int MaxLines = 400;

    private static readonly string[] KindFolders = ["Utils", "Util", "Helpers", "Helper", "Interfaces", "Models", "Services", "Managers", "Common"];

    [Fact]
    public void No_source_file_holds_more_than_one_idea_can_fill() =>
        Sources().Where(f => File.ReadLines(f).Count() > MaxLines).ShouldBeEmpty();

    [Fact]
    public void Folders_name_parts_and_not_kinds() =>
        Sources().Select(f => Path.GetFileName(Path.GetDirectoryName(f)!)).Intersect(KindFolders).ShouldBeEmpty();

    [Fact]
    public void Tests_never_sleep() =>
        Directory.EnumerateFiles(Repository.PathOf("tests"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !IsGenerated(f) && !f.EndsWith("StyleTests.cs", StringComparison.Ordinal))
            .Where(f => File.ReadAllText(f).Contains("Thread.Sleep", StringComparison.Ordinal))
            .ShouldBeEmpty();

    // CS1591 is an error of the build, by Directory.Build.props: as long as nobody switches it off.
    [Fact]
    public void Every_public_member_is_documented() =>
        Sources().Concat(Directory.EnumerateFiles(Repository.PathOf("src"), "*.csproj", SearchOption.AllDirectories))
            .Concat([Repository.PathOf("Directory.Build.props")])
            .Where(f => File.ReadAllText(f) is var text && (text.Contains("1591", StringComparison.Ordinal) || text.Contains("GenerateDocumentationFile>false", StringComparison.Ordinal)))
            .ShouldBeEmpty();

    private static IEnumerable<string> Sources() =>
        Directory.EnumerateFiles(Repository.PathOf("src"), "*.cs", SearchOption.AllDirectories).Where(f => !IsGenerated(f));

    private static bool IsGenerated(string file) =>
        file.Contains("/obj/", StringComparison.Ordinal) || file.Contains("/bin/", StringComparison.Ordinal);
}
