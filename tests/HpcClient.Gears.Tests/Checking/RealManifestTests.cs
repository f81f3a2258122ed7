using HpcClient.Gears.Reading;

namespace HpcClient.Gears.Tests.Checking;

/// <summary>Manifests of real gears, which sites run, and of our own.</summary>
public sealed class RealManifestTests
{
    private static string Shared => Repository.PathOf("..", "shared", "reference", "manifests");

    public static TheoryData<string> Manifests() =>
    [
        .. Directory.EnumerateFiles(Repository.PathOf("deploy", "gears"), ManifestFile.Name, SearchOption.AllDirectories),
        .. Directory.EnumerateFiles(Repository.PathOf("demos", "gears"), ManifestFile.Name, SearchOption.AllDirectories),
        .. Directory.Exists(Shared) ? Directory.EnumerateFiles(Shared, "*.json") : [],
    ];

    [Theory]
    [MemberData(nameof(Manifests))]
    public void A_gear_that_sites_run_has_no_faults(string file)
    {
        var reading = ManifestFile.Read(file);

        reading.Faults.Select(fault => fault.Sentence).ShouldBeEmpty();
        reading.IsValid.ShouldBeTrue();
    }
}
