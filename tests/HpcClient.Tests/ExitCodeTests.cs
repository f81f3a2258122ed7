using System.Reflection;

namespace HpcClient.Tests;

public sealed class ExitCodeTests
{
    [Fact]
    public void Each_code_has_a_meaning_for_people()
    {
        var codes = typeof(ExitCodes).GetFields(BindingFlags.Static | BindingFlags.Public).Where(f => f.IsLiteral).Select(f => (int)f.GetRawConstantValue()!);

        ExitCodes.All.Select(row => row.Code).ShouldBe(codes, ignoreOrder: true);
    }
}
