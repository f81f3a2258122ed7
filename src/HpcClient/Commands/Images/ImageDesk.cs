using HpcClient.Commands.Cast;
using HpcClient.Engine.Configuration;
using HpcClient.Engine.Images.Library;
using HpcClient.Output;
using HpcClient.Settings.Folder;
using Microsoft.Extensions.Logging;

namespace HpcClient.Commands.Images;

/// <summary>Opens the image library of an installation, with the settings that its engines have.</summary>
internal static class ImageDesk
{
    /// <summary>Opens it and works with it.</summary>
    /// <param name="folder">The installation.</param>
    /// <param name="work">What to do; gives the exit code.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<int> WithAsync(WorkFolder folder, Func<ImageLibrary, Task<int>> work, CancellationToken cancellationToken)
    {
        // From the start: credentials.sh may load modules, which takes its time.
        await using var progress = Progress.Of("working on the images", TimeProvider.System);
        var log = new StandardErrorLogger(TimeProvider.System, LogLevel.Warning);
        var reader = new InstallationReader(folder, log);
        if (reader.ReadSettings() is null || await reader.ReadCredentialsAsync(cancellationToken) is not { } read)
        {
            return ExitCodes.Settings;
        }

        // What the tools that we start would find in a job: proxies, authorities, their own variables. Not the secret.
        var variables = new Dictionary<string, string>(read.Environment, StringComparer.Ordinal);
        foreach (var (name, value) in variables.Where(variable => variable.Key != EngineSettings.SecretVariable))
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        Environment.SetEnvironmentVariable(EngineSettings.SecretVariable, null);
        variables[EngineSettings.SecretVariable] = read.Credentials!.RevealSecret();
        var faults = EngineSettings.FromVariables(variables, folder, out var settings);
        if (settings is null)
        {
            foreach (var fault in faults)
            {
                Failure.Say(fault, ExitCodes.Settings);
            }

            return ExitCodes.Settings;
        }

        try
        {
            await using var library = new ImageLibrary(settings, Console.Error, TimeProvider.System);
            return await work(library);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Failure.Say($"The image store cannot be used: {e.Message}", ExitCodes.Folder);
        }
    }
}
