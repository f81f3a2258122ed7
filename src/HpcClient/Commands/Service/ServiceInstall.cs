using HpcClient.Commands.Site;
using HpcClient.Posix.Files;
using HpcClient.Posix.Processes;
using HpcClient.Settings.Cast;
using HpcClient.Settings.Folder;

namespace HpcClient.Commands.Service;

/// <summary>Writes and enables the service, and takes it away.</summary>
/// <param name="folder">The installation.</param>
/// <param name="place">Where the unit lies.</param>
internal sealed class ServiceInstall(WorkFolder folder, ServicePlace place)
{
    private const UnixFileMode Readable = DurableFile.OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>The unit as it would be written.</summary>
    /// <param name="runAs">User of a system service.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CommandFault">Folder or user will not do.</exception>
    public async Task<string> UnitAsync(string? runAs, CancellationToken cancellationToken)
    {
        var executable = Environment.ProcessPath!;
        if (((string[])[folder.Root, executable]).FirstOrDefault(path => !SystemdText.CanHold(path)) is { } odd)
        {
            throw new CommandFault(ExitCodes.Usage, $"A unit file cannot hold the path '{string.Concat(odd.Select(c => char.IsControl(c) ? '?' : c))}', which has control characters. Rename the folder.");
        }

        if (!File.Exists(folder.CastFile))
        {
            throw new CommandFault(ExitCodes.Settings, $"'{folder.Root}' has no settings/cast.yml. Run 'fw-hpc-client setup' to make it, or name the right folder with --folder.");
        }

        if (place.System)
        {
            if (runAs is null)
            {
                throw new CommandFault(ExitCodes.Usage, "Say with --run-as as which user the service runs: the owner of the folder, who may submit jobs.");
            }

            if (!SystemdText.IsName(runAs) || !(await ServiceTools.RunAsync("id", ["-u", "--", runAs], cancellationToken)).Succeeded)
            {
                throw new CommandFault(ExitCodes.Usage, "--run-as names a user that this machine does not know.");
            }
        }

        return new ServiceUnit(executable, folder, place.System ? runAs : null, CastSettingsReader.Read(folder.CastFile).Settings?.Cluster).Text();
    }

    /// <summary>Writes <paramref name="unit"/> and starts it.</summary>
    /// <exception cref="CommandFault">It cannot be done.</exception>
    public async Task WriteAsync(string unit, bool start, CancellationToken cancellationToken)
    {
        if (start && !ServiceTools.HasSystemd)
        {
            throw new CommandFault(ExitCodes.Failure, "systemd is not at work on this machine, so it can start nothing. Use --cron, or add --no-start to write the unit file alone.");
        }

        Mine();
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(place.Path)!);
            DurableFile.Write(place.Path, unit, Readable);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandFault(ExitCodes.Folder, place.System && !ProcessUser.IsRoot
                ? $"Only root may write '{place.Path}'. Run it with sudo, or take --user."
                : $"'{place.Path}' cannot be written: {e.Message.TrimEnd('.')}.");
        }

        Console.WriteLine($"wrote {place.Path}");
        if (start)
        {
            await ServiceTools.MustAsync("systemctl", place.Call("daemon-reload"), cancellationToken);
            await ServiceTools.MustAsync("systemctl", place.Call("enable", place.Unit), cancellationToken);
            await ServiceTools.MustAsync("systemctl", place.Call("restart", place.Unit), cancellationToken);
            Console.WriteLine($"it is at work; look at it with: {place.Words("status")}");
        }

        if (!place.System)
        {
            Console.WriteLine($"so that it goes on when you log out, once: loginctl enable-linger {Environment.UserName}");
        }
    }

    /// <summary>Stops it and removes its file.</summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="CommandFault">It is not ours, or may not be removed.</exception>
    public async Task<bool> RemoveAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(place.Path))
        {
            return false;
        }

        Mine();
        if (ServiceTools.HasSystemd)
        {
            await ServiceTools.MustAsync("systemctl", place.Call("disable", "--now", place.Unit), cancellationToken);
        }

        try
        {
            File.Delete(place.Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandFault(ExitCodes.Folder, $"'{place.Path}' cannot be removed: {e.Message.TrimEnd('.')}. Run it as its owner.");
        }

        if (ServiceTools.HasSystemd)
        {
            await ServiceTools.MustAsync("systemctl", place.Call("daemon-reload"), cancellationToken);
        }

        return true;
    }

    // A unit that an administrator wrote is never replaced or removed.
    private void Mine()
    {
        if (File.Exists(place.Path) && !File.ReadLines(place.Path).FirstOrDefault("").StartsWith(ServiceUnit.Mark, StringComparison.Ordinal))
        {
            throw new CommandFault(ExitCodes.Failure, $"'{place.Path}' was not written by this command. Remove it yourself, or choose another name with --name.");
        }
    }
}
