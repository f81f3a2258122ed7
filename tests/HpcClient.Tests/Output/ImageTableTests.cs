using HpcClient.Commands.Images;
using HpcClient.Engine.Images.Store;

namespace HpcClient.Tests.Output;

public sealed class ImageTableTests
{
    [Fact]
    public void A_table_of_images_fits_a_terminal_and_shows_the_end_of_long_names()
    {
        var used = new DateTimeOffset(2026, 3, 1, 8, 5, 0, TimeSpan.Zero);
        var images = new[]
        {
            (new StoredImage("a.sif", "docker://us-docker.pkg.dev/flywheel-exchange/gear-exchange/a-very-long-gear-name:12.3.4_1.0", 20L << 30, used, 12, EntryState.Good), EntryState.Good),
            (new StoredImage("b.sif", "docker://r.example/b:1\e[31m", 3 << 20, used, 0, EntryState.Damaged), EntryState.Damaged),
        };

        var lines = ImageTable.Lines(images, 80).ToList();

        lines.ShouldAllBe(line => line.Length <= 80);
        lines[1].ShouldContain("…");
        lines[1].ShouldContain("gear-name:12.3.4_1.0");
        lines[1].ShouldContain("20.0 GiB");
        lines[2].ShouldEndWith("damaged");
        lines[2].ShouldNotContain("\e");
        ImageTable.Lines(images, null).ElementAt(1).ShouldStartWith("docker://us-docker.pkg.dev/");
    }
}
