using System.Xml.Linq;

namespace HpcClient.Architecture.Tests;

public sealed class ArrowTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["HpcClient"] = ["Posix", "Wording", "Flywheel", "Settings", "Scheduling", "Jinja", "Casting", "Engine", "EmbeddedSite", "Gears"],
        ["HpcClient.Casting"] = ["Posix", "Wording", "Flywheel", "Scheduling", "Settings", "Jinja"],
        ["HpcClient.Engine"] = ["Posix", "Flywheel", "Settings"],
        ["HpcClient.EmbeddedSite"] = ["Posix", "Flywheel", "Gears"],
        ["HpcClient.Flywheel"] = ["Posix"],
        ["HpcClient.Scheduling"] = ["Posix"],
        ["HpcClient.Settings"] = ["Posix", "Wording", "Scheduling"],
        ["HpcClient.Jinja"] = ["Wording"],
        ["HpcClient.Gears"] = ["Wording"],
        ["HpcClient.Posix"] = [],
        ["HpcClient.Wording"] = [],
    };

    public static TheoryData<string> Rooms() => [.. Directory.GetDirectories(Repository.PathOf("src")).Select(Path.GetFileName).OfType<string>()];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_refers_only_to_the_rooms_below_it(string room)
    {
        Allowed.ShouldContainKey(room, "a new room needs its place in the picture: DESIGN, CONTRIBUTING and here");
        References(room).Except(Allowed[room].Select(r => $"HpcClient.{r}")).ShouldBeEmpty();
    }

    // A reference brings the references of its own along, and the compiler would let them be used.
    [Theory]
    [MemberData(nameof(Rooms))]
    public void What_a_room_does_not_refer_to_it_does_not_name_either(string room)
    {
        var others = Allowed.Keys.Where(other => other != "HpcClient").Except(Allowed[room].Select(r => $"HpcClient.{r}")).Where(other => other != room);
        var source = string.Concat(Directory.EnumerateFiles(Repository.PathOf("src", room), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal))
            .Select(File.ReadAllText));
        others.Where(other => source.Contains($"using {other}.", StringComparison.Ordinal) || source.Contains($"using {other};", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Every_room_has_tests(string room) =>
        Directory.Exists(Repository.PathOf("tests", $"{room}.Tests")).ShouldBeTrue();

    private static IEnumerable<string> References(string room) =>
        XDocument.Load(Repository.PathOf("src", room, $"{room}.csproj"))
            .Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value));
}
