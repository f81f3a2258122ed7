using System.Runtime.InteropServices;
using HpcClient.Posix.Processes;

namespace HpcClient.EndToEnd.Tests.Machine;

/// <summary>An installation's folder as the Python client left it, which its own start-cast.sh sweeps. Nothing in it is younger than that client but the engine link.</summary>
internal sealed class OldFolder
{
    private readonly Installation _site;
    private readonly string _startCast;

    private OldFolder(Installation site)
    {
        _site = site;
        _startCast = Path.Combine(site.Hpc, "settings", "start-cast.sh");
    }

    /// <summary>Turns the folder of <paramref name="site"/> into an old one.</summary>
    /// <param name="site">The installation.</param>
    /// <param name="cluster">The scheduler.</param>
    /// <param name="lines">More of cast.yml, indented by two.</param>
    public static OldFolder Of(Installation site, string cluster, string lines = "")
    {
        Directory.Delete(Path.Combine(site.Hpc, "state"), recursive: true);
        File.WriteAllText(
            Path.Combine(site.Hpc, "settings", "cast.yml"),
            $"""
            cast:
              cluster: {cluster}
              dry_run: false
              admin_contact_email: hpc-admin@example.edu
              group_whitelist: false
              cast_on_tag: true
              show_script_template_values: false
              show_script_template_result: false
              show_commnd_template_result: false
              use_hold_engine: true
            {lines}
            """);

        // A scheduler may give jobs none of the submitter's environment, and a .NET that is not in its usual place is found by it.
        var runtime = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        File.AppendAllText(Path.Combine(site.Hpc, "settings", "credentials.sh"), $"export DOTNET_ROOT='{runtime}'\n");
        var old = new OldFolder(site);
        ExecutableScript.Write(old._startCast, $"#!/usr/bin/env bash\nset -eu\ncd '{site.Hpc}'\nsource settings/credentials.sh\nexec '{Product.Client}' --folder '{site.Hpc}'\n");
        return old;
    }

    /// <summary>Sweeps once, as cron does.</summary>
    public Task<ChildResult> StartCastAsync() => Product.RunAsync(_startCast, []);

    /// <summary>Sweeps until the job is over.</summary>
    /// <returns>Its state at the site; or what the last sweep complained of.</returns>
    public async Task<string> SweepUntilOverAsync(string job)
    {
        var state = "";
        ChildResult? sweep = null;
        await Eventually.TrueAsync(
            async () =>
            {
                sweep = await StartCastAsync();
                state = await _site.StateAsync(job);
                return state is "complete" or "failed" or "cancelled";
            },
            $"job {job} ends");
        return sweep!.ExitCode == 0 ? state : sweep.Error;
    }
}
