using System.CommandLine;
using HpcClient.Commands.About;
using HpcClient.Commands.Site;
using HpcClient.Output;

namespace HpcClient.Commands.Update;

/// <summary><c>update</c>: replaces the executable by another version of itself.</summary>
internal static class UpdateCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var from = new Option<string>("--from") { Description = "The new version: a tar.gz or the bare executable, as a file or an https address.", HelpName = "FILE_OR_URL" };
        var sha256 = new Option<string>("--sha256") { Description = "The SHA-256 that it must have. Default: what SHA256SUMS beside it says; needed for an address without one.", HelpName = "HEX" };
        var force = new Option<bool>("--force") { Description = "Take it even where it is no newer." };
        var back = new Option<bool>("--back") { Description = "Put back the version that was here before." };
        var command = new Command("update", "Replaces this executable by a newer version, at once and whole, and keeps the old one beside it. Jobs that run go on with what they started with.") { from, sha256, force, back };
        command.Validators.Add(parsed =>
        {
            if (parsed.GetValue(back) == parsed.GetValue(from) is not null)
            {
                parsed.AddError("Say what to do: --from FILE_OR_URL, or --back.");
            }
        });
        command.SetAction(async (parse, cancellation) =>
        {
            try
            {
                var present = new InstalledProgram(Environment.ProcessPath!, BuildIdentity.Own);
                if (present.Foreign() is { } foreign)
                {
                    return Failure.Say(foreign, ExitCodes.Failure);
                }

                return parse.GetValue(back)
                    ? await UpdateRun.BackAsync(present, cancellation)
                    : await UpdateRun.UpdateAsync(present, new(parse.GetValue(from)!, parse.GetValue(sha256)), parse.GetValue(force), cancellation);
            }
            catch (CommandFault fault)
            {
                return Failure.Say(fault.Message, fault.ExitCode);
            }
        });
        return command;
    }
}
