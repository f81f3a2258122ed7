using HpcClient.Engine.Configuration;
using HpcClient.Engine.Images;
using HpcClient.Engine.Local;

namespace HpcClient.Engine.Tests.Local;

public sealed class LocalImageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("docker://registry.example.org/gear:1", ImageKind.Docker)]
    [InlineData("oras://registry.example.org/gear:1", ImageKind.Oras)]
    [InlineData("containers-storage:localhost/gear:1", ImageKind.PodmanStore)]
    [InlineData("image.sif", ImageKind.SifFile)]
    [InlineData("image.tar", ImageKind.Rootfs)]
    [InlineData("image.tar.gz", ImageKind.Rootfs)]
    public async Task An_image_is_known_by_its_name(string named, object kind)
    {
        if (named.StartsWith("image", StringComparison.Ordinal))
        {
            named = _folder.In(named);
            await File.WriteAllTextAsync(named, "content");
        }

        LocalImage.Read(named, RuntimeChoice.Auto, _folder.Path, out var image).ShouldBeNull();

        (await image!.ReferenceAsync(TestContext.Current.CancellationToken)).Kind.ShouldBe((ImageKind)kind);
    }

    [Theory]
    [InlineData(null, "--image")]
    [InlineData("", "--image")]
    [InlineData("gear:1", "no file here")]
    [InlineData("docker://--privileged", "not a valid image name")]
    [InlineData("docker://gear --privileged", "white space")]
    [InlineData("containers-storage:-v", "not a valid image name")]
    [InlineData("https://example.org/rootfs.tgz", "no file here")]
    [InlineData("/nonexistent/image.sif", "no file here")]
    [InlineData("/etc/passwd", "must end in .sif")]
    public void What_is_no_image_is_told(string? named, string words) =>
        LocalImage.Read(named, RuntimeChoice.Auto, _folder.Path, out _).ShouldNotBeNull().ShouldContain(words);

    [Fact]
    public void Without_an_image_the_host_runtime_takes_the_gear_s_folder() =>
        LocalImage.Read(null, RuntimeChoice.Host, _folder.Path, out _).ShouldBeNull();

    [Fact]
    public async Task A_tarball_that_was_built_anew_is_another_image()
    {
        var tarball = _folder.In("image.tar");
        await File.WriteAllTextAsync(tarball, "one");
        LocalImage.Read(tarball, RuntimeChoice.Auto, _folder.Path, out var image).ShouldBeNull();
        var before = (await image!.ReferenceAsync(TestContext.Current.CancellationToken)).Key;

        await File.WriteAllTextAsync(tarball, "two");

        (await image.ReferenceAsync(TestContext.Current.CancellationToken)).Key.ShouldNotBe(before);
    }
}
