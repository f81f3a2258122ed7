using System.Xml.Linq;

namespace HpcClient.Architecture.Tests;

public sealed class ArrowTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["HpcClient"] = ["Posix", "Wording", "Flywheel", "Settings", "Scheduling", "Casting", "Engine", "EmbeddedSite", "Gears"],
        ["HpcClient.Casting"] = ["Posix", "Wording", "Flywheel", "Scheduling", "Settings", "Jinja"],
        ["HpcClient.Engine"] = ["Posix", "Flywheel", "Settings"],
        ["HpcClient.EmbeddedSite"] = ["Posix", "Flywheel", "Gears"],
        ["HpcClient.Flywheel"] = ["Posix"],
        ["HpcClient.Scheduling"] = ["Posix"],
        ["HpcClient.Settings"] = ["Posix", "Wording"],
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

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Every_room_has_tests(string room) =>
        Directory.Exists(Repository.PathOf("tests", $"{room}.Tests")).ShouldBeTrue();

    private static IEnumerable<string> References(string room) =>
        XDocument.Load(Repository.PathOf("src", room, $"{room}.csproj"))
            .Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value));
}
