using System.CommandLine;
using HpcClient.Gears.Reading;
using HpcClient.Output;

namespace HpcClient.Commands.Gears;

/// <summary><c>gear validate</c>.</summary>
internal static class GearValidateCommand
{
    public static Command Create()
    {
        var manifests = new Argument<string[]>("MANIFEST") { Description = "A gear's manifest.json, or the folder that holds it; several are allowed.", Arity = ArgumentArity.OneOrMore };
        var strict = new Option<bool>("--strict") { Description = "Let warnings count as faults." };
        var json = new Option<bool>("--json") { Description = "Print one JSON array, one object a manifest." };
        var command = new Command("validate", "Checks manifests against the gear specification: every fault at once, with its place and its remedy.") { manifests, strict, json };
        command.SetAction(parsed =>
        {
            var readings = parsed.GetRequiredValue(manifests).Select(ManifestFile.Read).ToList();
            if (parsed.GetValue(json))
            {
                ManifestReport.WriteJson(readings, StandardOutput.Open());
            }
            else
            {
                readings.ForEach(reading => ManifestReport.Write(reading, Console.Out));
            }

            return readings.TrueForAll(reading => reading.IsValid && !(parsed.GetValue(strict) && reading.Findings.Count > 0)) ? ExitCodes.Success : ExitCodes.Settings;
        });
        return command;
    }
}
