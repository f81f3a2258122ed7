using System.CommandLine;
using HpcClient.Commands.Cast;
using HpcClient.Commands.Site;
using HpcClient.Output;

namespace HpcClient.Commands.Service;

/// <summary><c>service install|status|remove</c>: lets the client work by itself, under systemd or cron.</summary>
internal static class ServiceCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Option<string> folder)
    {
        var user = new Option<bool>("--user") { Description = "A systemd service of your own, for which you need no rights." };
        var system = new Option<bool>("--system") { Description = "A systemd service of the machine; for root." };
        var cron = new Option<bool>("--cron") { Description = "A line in your table of cron, which sweeps each minute." };
        var name = new Option<string>("--name") { Description = "Name of the systemd unit, where there are several.", HelpName = "NAME", DefaultValueFactory = _ => "fw-hpc-client" };
        var runAs = new Option<string>("--run-as") { Description = "As which user the system's service runs: the owner of the folder.", HelpName = "USER" };
        var print = new Option<bool>("--print") { Description = "Print what would be installed, and do nothing." };
        var noStart = new Option<bool>("--no-start") { Description = "Write the unit file alone; do not enable or start it." };

        var install = new Command("install", "Writes and starts the service; what it wrote before it replaces.") { user, system, cron, name, runAs, print, noStart, folder };
        Act(install, async (parse, cancellation) =>
        {
            var work = FolderOption.Read(parse, folder);
            if (parse.GetValue(cron))
            {
                var line = new CronTable(work);
                if (!SystemdText.CanHold(work.Root))
                {
                    throw new CommandFault(ExitCodes.Usage, "A table of cron cannot hold the path of this folder, which has control characters. Rename the folder.");
                }

                if (parse.GetValue(print))
                {
                    Console.WriteLine(line.Line);
                    return;
                }

                await ServiceTools.MustAsync("crontab", ["-"], cancellation, line.With(await ServiceTools.CronTableAsync(cancellation)));
                Console.WriteLine("your table of cron has the line; see it with: crontab -l");
                return;
            }

            var made = new ServiceInstall(work, Place(parse));
            var unit = await made.UnitAsync(parse.GetValue(runAs), cancellation);
            if (parse.GetValue(print))
            {
                Console.Write(unit);
                return;
            }

            await made.WriteAsync(unit, !parse.GetValue(noStart), cancellation);
        });

        var remove = new Command("remove", "Stops the service and removes what 'install' wrote.") { user, system, cron, name, folder };
        Act(remove, async (parse, cancellation) =>
        {
            var work = FolderOption.Read(parse, folder);
            if (!parse.GetValue(cron))
            {
                var place = Place(parse);
                Console.WriteLine(await new ServiceInstall(work, place).RemoveAsync(cancellation) ? $"removed {place.Path}" : $"there is no {place.Path}");
                return;
            }

            var line = new CronTable(work);
            var table = await ServiceTools.CronTableAsync(cancellation);
            if (line.IsIn(table))
            {
                await ServiceTools.MustAsync("crontab", ["-"], cancellation, line.Without(table));
            }

            Console.WriteLine(line.IsIn(table) ? "removed the line from your table of cron" : "your table of cron has no line for this folder");
        });

        var json = new Option<bool>("--json") { Description = "Print one JSON array." };
        var status = new Command("status", "Says which services there are for the folder and whether they are at work.") { name, json, folder };
        status.SetAction(async (parse, cancellation) => await ServiceStatus.SayAsync(FolderOption.Read(parse, folder), parse.GetRequiredValue(name), parse.GetValue(json), cancellation));
        return new("service", "Lets the client work by itself, under systemd or cron.") { install, status, remove };

        ServicePlace Place(ParseResult parse) => new(parse.GetValue(system), parse.GetRequiredValue(name));

        void Act(Command command, Func<ParseResult, CancellationToken, Task> act)
        {
            command.Validators.Add(parsed =>
            {
                if (((bool[])[parsed.GetValue(user), parsed.GetValue(system), parsed.GetValue(cron)]).Count(one => one) != 1)
                {
                    parsed.AddError("Say which: --user, --system or --cron.");
                }
                else if (parsed.GetValue(name) is { } given && !SystemdText.IsName(given))
                {
                    parsed.AddError("--name must be letters, digits, '-', '_' and '.'.");
                }
            });
            command.SetAction(async (parse, cancellation) =>
            {
                await using var progress = Progress.Of("at work on the service", TimeProvider.System);
                try
                {
                    await act(parse, cancellation);
                    return ExitCodes.Success;
                }
                catch (CommandFault fault)
                {
                    return Failure.Say(fault.Message, fault.ExitCode);
                }
            });
        }
    }
}
