using HpcClient.Posix.Files;
using HpcClient.Settings.Folder;

namespace HpcClient.Commands.Doctor.Checks;

/// <summary>Whether scripts find an engine, and which.</summary>
internal static class EngineLinkCheck
{
    private const string Name = "engine link";

    public static Finding Run(WorkFolder folder)
    {
        var tried = $"followed {folder.EngineLink}";
        var setup = $"Run: fw-hpc-client setup --basic --replace-engine --folder {folder.Root}";
        if (!Path.Exists(folder.EngineLink) && new FileInfo(folder.EngineLink).LinkTarget is null)
        {
            return Finding.Failed(Name, tried, "It is not there, so no job script can start an engine.", setup);
        }

        var target = Real(folder.EngineLink);
        if (target is null)
        {
            return Finding.Failed(Name, tried, $"It leads to {new FileInfo(folder.EngineLink).LinkTarget}, where nothing is.", setup);
        }

        if ((File.GetUnixFileMode(target) & UnixFileMode.UserExecute) == 0)
        {
            return Finding.Failed(Name, tried, $"{target} may not be executed.", $"Run: chmod u+x {target}");
        }

        if (target != Real(Environment.ProcessPath!))
        {
            return Finding.Warning(Name, tried, $"Jobs run with another engine than this executable: {target}.", $"If that is not what you want: {setup}");
        }

        return FileSystemKind.Of(target) is { } kind && !FileSystemKind.IsShared(kind)
            ? Finding.Ok(Name, tried, $"It leads to this executable, on {kind}: the nodes must see it at the same path, which --deep finds out.")
            : Finding.Ok(Name, tried, "It leads to this executable.");
    }

    private static string? Real(string path) =>
        File.ResolveLinkTarget(path, returnFinalTarget: true) is { } end ? end.Exists ? end.FullName : null : File.Exists(path) ? path : null;
}
