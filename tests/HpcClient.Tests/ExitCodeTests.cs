using System.Globalization;
using System.Reflection;

namespace HpcClient.Tests;

public sealed class ExitCodeTests
{
    [Fact]
    public void The_manual_lists_exactly_the_codes_there_are()
    {
        var documented = File.ReadLines(Path.Combine(Repository.Root, "docs", "reference", "exit-codes.md"))
            .Where(l => l.StartsWith("| ", StringComparison.Ordinal))
            .Select(l => l.Split('|')[1].Trim())
            .Where(c => int.TryParse(c, out _))
            .Select(c => int.Parse(c, CultureInfo.InvariantCulture));

        var codes = typeof(ExitCodes).GetFields(BindingFlags.Static | BindingFlags.Public).Select(f => (int)f.GetRawConstantValue()!);

        documented.ShouldBe(codes, ignoreOrder: true);
    }
}
