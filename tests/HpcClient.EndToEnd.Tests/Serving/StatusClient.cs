using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using HpcClient.EndToEnd.Tests.Machine;

namespace HpcClient.EndToEnd.Tests.Serving;

/// <summary>Reads the status pages of a server.</summary>
internal sealed partial class StatusClient(Uri address)
{
    private static readonly HttpClient Http = new();

    /// <summary>Of a server that was started with <c>--status-port 0</c>.</summary>
    public static StatusClient Of(Server server) => new(new Uri(Address().Match(server.Log).Value));

    /// <summary>The health page.</summary>
    public async Task<(HttpStatusCode Code, JsonElement Page)> HealthAsync()
    {
        using var answer = await Http.GetAsync(new Uri(address, "/healthz"));
        using var page = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return (answer.StatusCode, page.RootElement.Clone());
    }

    /// <summary>The metrics page.</summary>
    public Task<string> MetricsAsync() => Http.GetStringAsync(new Uri(address, "/metrics"));

    /// <summary>Waits until a sample is as wanted.</summary>
    public Task MetricAsync(string sample, Func<double, bool> wanted) => Eventually.TrueAsync(
        async () => (await MetricsAsync()).Split('\n').FirstOrDefault(l => l.StartsWith(sample + " ", StringComparison.Ordinal)) is { } line
            && wanted(double.Parse(line[(sample.Length + 1)..], CultureInfo.InvariantCulture)),
        $"{sample} gets there");

    /// <summary>Waits for the first good pass.</summary>
    public Task PassedAsync() => MetricAsync("fw_hpc_passes_total{outcome=\"good\"}", count => count >= 1);

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();
}
