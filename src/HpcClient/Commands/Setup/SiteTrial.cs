using HpcClient.Flywheel;
using HpcClient.Flywheel.Access;
using HpcClient.Flywheel.Errors;
using HpcClient.Flywheel.Access.Network;
using HpcClient.Output;
using HpcClient.Settings.Credentials;

namespace HpcClient.Commands.Setup;

/// <summary>Tries the site that was named, before it is written down.</summary>
internal static class SiteTrial
{
    /// <summary>Logs in.</summary>
    /// <returns>Null when the site accepts us, else one sentence.</returns>
    public static async Task<string?> TryAsync(Answers answers, CancellationToken cancellationToken)
    {
        var environment = Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "", StringComparer.Ordinal);
        SiteNetwork? network = null;
        if ((SiteAddress.Read(answers[Questions.Host], answers[Questions.Port], answers[Questions.Insecure] == "yes", out var address)
            ?? SiteNetwork.Read(new EnvironmentValues(environment), null, out network)) is { } misfit)
        {
            return misfit;
        }

        await using var progress = Progress.Of("asking the site", TimeProvider.System);
        using var site = new SiteClient(new(address!, new DroneSecret(answers[Questions.Secret])) { Network = network! }, new() { MaxAttempts = 1 });
        try
        {
            await site.LogInAsync(cancellationToken);
            return null;
        }
        catch (SiteException e)
        {
            return e.Message;
        }
    }
}
