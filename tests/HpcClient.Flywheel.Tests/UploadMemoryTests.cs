using HpcClient.Flywheel.Files.Upload;
using HpcClient.Flywheel.Http;
using HpcClient.Flywheel.Tests.Site;

namespace HpcClient.Flywheel.Tests;

/// <summary>Runs alone: allocations are counted for the whole process.</summary>
[CollectionDefinition(nameof(UploadMemoryTests), DisableParallelization = true)]
[Collection(nameof(UploadMemoryTests))]
public sealed class UploadMemoryTests
{
    [Fact]
    public async Task A_large_file_costs_no_more_memory_than_a_small_one()
    {
        const long size = 1L << 30;
        using var folder = new TestFolder();
        using (var file = File.Create(folder["large"]))
        {
            file.SetLength(size);
        }

        using var deadline = new Deadline(TimeProvider.System, TimeSpan.FromMinutes(1), default);
        using var form = new OutputForm([new("large", folder["large"], size)], "{}", new(), new(), deadline);
        var before = GC.GetTotalAllocatedBytes(precise: true);

        await form.CopyToAsync(Stream.Null);

        (GC.GetTotalAllocatedBytes(precise: true) - before).ShouldBeLessThan(size / 64);
        form.Headers.ContentLength!.Value.ShouldBeGreaterThan(size);
    }
}
