using System.Net;
using System.Net.Http.Headers;
using HpcClient.EmbeddedSite.Tests.Site;

namespace HpcClient.EmbeddedSite.Tests.Files;

public sealed class DownloadTests
{
    [Fact]
    public async Task A_ticket_opens_one_file_to_anybody()
    {
        await using var site = await TestSite.StartAsync();
        var path = $"acquisitions/{await site.MakeAcquisitionAsync()}/files";
        await site.Researcher.UploadAsync(path, null, ("a.txt", [1, 2, 3]));
        await site.Researcher.UploadAsync(path, null, ("b.txt", [4]));
        var ticket = (string)(await site.Researcher.ReadAsync(path + "/a.txt?ticket=")).Json!["ticket"]!;
        (await site.Nobody.ReadAsync($"{path}/a.txt?ticket={ticket}")).Bytes.ShouldBe([1, 2, 3]);
        (await site.Nobody.ReadAsync($"{path}/b.txt?ticket={ticket}")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await site.Nobody.ReadAsync($"{path}/a.txt?ticket={Guid.NewGuid()}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await site.Nobody.ReadAsync($"{path}/a.txt")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_range_and_a_hash_are_honoured()
    {
        await using var site = await TestSite.StartAsync();
        var path = $"acquisitions/{await site.MakeAcquisitionAsync()}/files";
        var hash = (string)(await site.Researcher.UploadAsync(path, null, ("a.txt", [1, 2, 3, 4]))).Json![0]!["hash"]!;
        using var request = new HttpRequestMessage(HttpMethod.Get, path + "/a.txt") { Headers = { Range = new RangeHeaderValue(1, 2) } };
        using var response = await site.Drone.SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (await response.Content.ReadAsByteArrayAsync()).ShouldBe([2, 3]);
        (await site.Drone.ReadAsync($"{path}/a.txt?hash={hash}")).Status.ShouldBe(HttpStatusCode.OK);
        (await site.Drone.ReadAsync($"{path}/a.txt?hash=v0-sha384-00")).Status.ShouldBe(HttpStatusCode.Conflict);
        (await site.Drone.ReadAsync($"{path}/none.txt")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_gear_s_image_comes_back_as_it_was_given()
    {
        await using var site = await TestSite.StartAsync();
        var image = new byte[3_000_000];
        new Random(1).NextBytes(image);
        using var body = new ByteArrayContent(image);
        using var answer = await site.Admin.PostAsync("gears/temp", body);
        var stored = System.Text.Json.Nodes.JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        ((string)stored["rootfs-hash"]!).ShouldBe("sha384:" + Convert.ToHexStringLower(System.Security.Cryptography.SHA384.HashData(image)));
        ((string)stored["rootfs-url"]!).ShouldBe($"/api/gears/temp/{stored["_id"]}");
        (await site.Drone.ReadAsync($"gears/temp/{stored["_id"]}")).Bytes.ShouldBe(image);
        (await site.Nobody.ReadAsync($"gears/temp/{stored["_id"]}")).Status.ShouldBe(HttpStatusCode.Forbidden);
        using var again = new ByteArrayContent(image);
        using var refused = await site.Researcher.PostAsync("gears/temp", again);
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }
}
