using HpcClient.EndToEnd.Tests.Machine;

namespace HpcClient.EndToEnd.Tests.SettingUp;

/// <summary>setup in a folder that served the Python client.</summary>
public sealed class SetupTests
{
    [Fact]
    public async Task An_engine_that_is_there_stays_until_it_is_to_be_replaced_and_is_kept_then()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.In("logs", "temp"));
        var engine = folder.In("logs", "temp", "engine");
        await File.WriteAllTextAsync(engine, "theirs");

        (await Product.ClientAsync("setup", "--folder", folder.Path)).Out.ShouldContain($"kept  {engine} (another engine");
        (await File.ReadAllTextAsync(engine)).ShouldBe("theirs");

        (await Product.ClientAsync("setup", "--folder", folder.Path, "--replace-engine")).Out.ShouldContain($"made  {engine}\n");
        (await File.ReadAllTextAsync(engine + "--before")).ShouldBe("theirs");
        (await Product.ClientAsync("setup", "--folder", folder.Path)).Out.ShouldContain($"kept  {engine}\n");
    }
}
