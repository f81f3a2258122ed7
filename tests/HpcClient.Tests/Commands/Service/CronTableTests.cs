using HpcClient.Commands.Service;

namespace HpcClient.Tests.Commands.Service;

public sealed class CronTableTests
{
    private const string Others = "MAILTO=me\n5 4 * * * /usr/bin/backup\n";

    [Fact]
    public void The_line_is_there_once_and_others_stay()
    {
        var cron = new CronTable(new("/srv/fw-hpc"));

        var table = cron.With(cron.With(Others));

        table.ShouldBe(Others + cron.Line + "\n");
        cron.IsIn(table).ShouldBeTrue();
        cron.Without(table).ShouldBe(Others);
    }

    [Fact]
    public void Another_folder_has_a_line_of_its_own()
    {
        var table = new CronTable(new("/srv/one")).With("");

        new CronTable(new("/srv/two")).IsIn(table).ShouldBeFalse();
        new CronTable(new("/srv/two")).With(table).Split('\n').Length.ShouldBe(3);
    }

    [Fact]
    public void Blanks_quotes_and_percent_signs_are_meant_literally() =>
        new CronTable(new("/srv/it's 100%")).Line.ShouldStartWith("* * * * * '/srv/it'\\''s 100\\%/settings/start-cast.sh' --quiet >> ");
}
