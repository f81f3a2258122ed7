namespace HpcClient.Wording.Tests;

public sealed class FittedTableTests
{
    private static readonly TableColumn[] Columns = [new("ID"), new("NAME") { IsCut = true }, new("PLACE") { IsCut = true, KeepsEnd = true }, new("N") { IsNumber = true, Leaves = 1 }];
    private static readonly string[][] Rows = [["0123456789", "a name that is long", "docker://registry/gear:1.0", "7"], ["x", "", "short", "123"]];

    [Fact]
    public void Without_a_width_all_is_there() =>
        FittedTable.Lines(Columns, Rows, null).ShouldBe(
        [
            "ID          NAME                 PLACE                         N",
            "0123456789  a name that is long  docker://registry/gear:1.0    7",
            "x                                short                       123",
        ]);

    [Fact]
    public void Long_cells_are_cut_first_and_never_an_id() =>
        FittedTable.Lines(Columns, Rows, 40).ElementAt(1).ShouldBe("0123456789  a name tha…  …/gear:1.0    7");

    [Theory]
    [InlineData(30)]
    [InlineData(38)]
    [InlineData(50)]
    [InlineData(80)]
    public void No_line_is_longer_than_the_terminal(int width) => FittedTable.Lines(Columns, Rows, width).ShouldAllBe(line => line.Length <= width);

    [Fact]
    public void A_column_of_less_weight_leaves_when_cutting_is_not_enough() =>
        FittedTable.Lines(Columns, Rows, 30).First().ShouldBe("ID          NAME      PLACE");
}
