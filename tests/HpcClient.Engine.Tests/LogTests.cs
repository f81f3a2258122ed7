using System.Text;
using HpcClient.Engine.Logs;
using HpcClient.Engine.Tests.Bed;

namespace HpcClient.Engine.Tests;

public sealed class LogTests
{
    [Fact]
    public async Task A_flood_of_log_lines_arrives_whole_and_in_order()
    {
        await using var bed = await EngineBed.StartAsync();
        var job = await bed.AddJobAsync("seq 1 200000; echo done >&2");

        (await bed.RunAsync(job)).Exit.ShouldBe(EngineExit.Complete);

        var numbers = (await bed.Site.LogOfAsync(job)).Split('\n').Where(line => int.TryParse(line, out _)).Select(int.Parse);
        numbers.SequenceEqual(Enumerable.Range(1, 200000)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_line_of_10_MB_and_binary_rubbish_arrive_and_streams_stay_apart()
    {
        await using var bed = await EngineBed.StartAsync();
        var job = await bed.AddJobAsync("head -c 10000000 /dev/zero | tr '\\0' y; echo end; printf '\\377\\376\\000\\n' >&2; head -c 100000 /dev/urandom >&2; exit 0");

        (await bed.RunAsync(job)).Exit.ShouldBe(EngineExit.Complete);

        var lines = (await bed.Site.GetAsync($"jobs/{job}/logs"))["logs"]!.AsArray();
        string Of(int stream) => string.Concat(lines.Where(line => (int)line!["fd"]! == stream).Select(line => (string)line!["msg"]!));
        Of(1).ShouldBe(new string('y', 10_000_000) + "end\n");
        Of(2).ShouldStartWith("\uFFFD\uFFFD\uFFFD\n");
    }

    [Fact]
    public async Task A_gear_does_not_notice_that_the_site_is_away_and_its_log_and_outputs_arrive_afterwards()
    {
        await using var bed = await EngineBed.StartAsync();
        var job = await bed.AddJobAsync("echo up; until [ -e go ]; do sleep 0.05; done; seq 1 30000; echo 1 > output/one; echo through > work/done; until [ -e on ]; do sleep 0.05; done");
        var running = bed.RunAsync(job, new() { MaxRetryDelay = TimeSpan.FromSeconds(1) });
        await bed.WaitForLogAsync(job, "up\n");
        var gear = Path.Combine(Directory.EnumerateDirectories(bed.Scratch).Single(), "v0");

        await bed.Site.WhileAwayAsync(async () =>
        {
            await File.WriteAllTextAsync(Path.Combine(gear, "go"), "");
            await Until.Async(() => File.Exists(Path.Combine(gear, "work", "done")));
            await File.WriteAllTextAsync(Path.Combine(gear, "on"), "");
            await Until.Async(() => !File.Exists(Path.Combine(gear, "config.json")));
        });

        (await running).Exit.ShouldBe(EngineExit.Complete);
        (await bed.Site.OutputNamesAsync()).ShouldBe(["one"]);
        var numbers = (await bed.Site.LogOfAsync(job)).Split('\n').Where(line => int.TryParse(line, out _)).Select(int.Parse);
        numbers.Distinct().SequenceEqual(Enumerable.Range(1, 30000)).ShouldBeTrue();
    }

    [Fact]
    public void Secrets_are_masked_across_the_borders_of_pieces()
    {
        var mask = new SecretMask();
        mask.Add("s3cret-value");
        var text = new LogText(mask);
        var seen = new StringBuilder();
        foreach (var piece in new[] { "a s3cr", "et-va", "lue b s3cret", "-x\nrest s3cret-valu" })
        {
            seen.Append(text.Take(Encoding.UTF8.GetBytes(piece)));
            seen.Append(text.TakePartial());
        }

        seen.Append(text.Take("e"u8));
        seen.Append(text.TakeRest());

        seen.ToString().ShouldBe("a ******** b s3cret-x\nrest ********\n");
    }

    [Fact]
    public void Invalid_bytes_are_replaced_and_split_characters_are_not()
    {
        var text = new LogText(new SecretMask());
        var bytes = Encoding.UTF8.GetBytes("ü€😀");
        var seen = string.Concat(bytes.Select(b => text.Take([b]))) + text.Take([0xff, (byte)'\n', 0]) + text.TakeRest();

        seen.ShouldBe("ü€😀\uFFFD\n\uFFFD\n");
    }

    [Fact]
    public void A_line_without_end_goes_out_in_pieces_and_loses_nothing()
    {
        var mask = new SecretMask();
        mask.Add("secret");
        var text = new LogText(mask);
        var seen = new StringBuilder();
        for (var i = 0; i < 100; i++)
        {
            var piece = text.Take(Encoding.UTF8.GetBytes(new string('x', 999) + "s"));
            piece.Length.ShouldBeLessThan(LogText.MaxPieceChars + 2000);
            seen.Append(piece);
        }

        seen.Append(text.TakeRest());
        seen.Length.ShouldBe(100_001);
    }

    [Fact]
    public void The_spool_gives_back_what_it_was_given_in_batches()
    {
        using var folder = new TemporaryFolder();
        var path = folder.In("log");
        using var spool = new LogSpool(path);
        var sent = new StringBuilder();
        for (var i = 0; i < 500; i++)
        {
            var text = $"{i} " + new string('y', i * 37 % 9000) + "\n";
            sent.Append(text);
            spool.Add(i % 3 == 0 ? 2 : 1, text);
        }

        var got = new StringBuilder();
        while (spool.PendingBytes > 0)
        {
            var (lines, bytes) = spool.Peek(64 * 1024);
            bytes.ShouldBeLessThanOrEqualTo(64 * 1024);
            lines.ShouldNotBeEmpty();
            lines.ToList().ForEach(line => got.Append(line.Msg));
            spool.Forget(bytes);
        }

        got.ToString().ShouldBe(sent.ToString());
        new FileInfo(path).Length.ShouldBe(0);
        (File.GetUnixFileMode(path) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead)).ShouldBe(UnixFileMode.None);
    }
}
