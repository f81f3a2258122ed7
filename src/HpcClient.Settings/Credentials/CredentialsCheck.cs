using System.Globalization;
using HpcClient.Settings.Setup;

namespace HpcClient.Settings.Credentials;

/// <summary>Makes credentials of variables, or says all that is wrong with them without showing a value.</summary>
internal static class CredentialsCheck
{
    private const string HostName = "SCITRAN_RUNTIME_HOST";
    private const string PortName = "SCITRAN_RUNTIME_PORT";
    private const string SecretName = "SCITRAN_CORE_DRONE_SECRET";
    private const string InsecureName = "SCITRAN_RUNTIME_INSECURE";

    /// <summary>Whether host and secret are named.</summary>
    public static bool IsComplete(Dictionary<string, string> values) =>
        Get(values, HostName).Length > 0 && Get(values, SecretName).Length > 0;

    /// <summary>Checks <paramref name="values"/>, which come from <paramref name="source"/>.</summary>
    public static CredentialsResult Check(Dictionary<string, string> values, string source)
    {
        var faults = new List<SettingsFault>();
        var (host, secret) = (Get(values, HostName), Get(values, SecretName));
        if (IsMissing(host))
        {
            Add(HostName, "The site is not named.", $"Set {HostName} to its host name, such as site.flywheel.io.");
        }
        else if (Uri.CheckHostName(host) == UriHostNameType.Unknown)
        {
            Add(HostName, "This is not a host name alone.", "Write it without https://, without a port, a path or spaces, such as site.flywheel.io.");
        }

        if (IsMissing(secret) || secret == "changeme")
        {
            Add(SecretName, "The drone secret is not set.", $"Set {SecretName} to the secret that a Flywheel administrator gives you.");
        }

        var port = SiteCredentials.DefaultPort;
        if (Get(values, PortName) is { Length: > 0 } text
            && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is > 0 and < 65536))
        {
            Add(PortName, "This is not a port.", "Write a number from 1 to 65535, or leave it out for 443.");
        }

        var insecure = Get(values, InsecureName).ToLowerInvariant();
        if (insecure is not ("" or "0" or "false" or "no" or "1" or "true" or "yes"))
        {
            Add(InsecureName, "This is neither yes nor no.", "Write true for plain HTTP, or leave it out.");
        }

        return new(
            faults.Count > 0 ? null : new(host, port, insecure is "1" or "true" or "yes", secret),
            faults.Count > 0 ? EnvironmentValues.Empty : new(values),
            faults);

        void Add(string name, string problem, string remedy) => faults.Add(new(source, 0, 0, name, problem, remedy));
    }

    private static bool IsMissing(string value) => value.Length == 0 || value == FolderTemplates.Placeholder;

    private static string Get(Dictionary<string, string> values, string name) => values.GetValueOrDefault(name, "").Trim();
}
