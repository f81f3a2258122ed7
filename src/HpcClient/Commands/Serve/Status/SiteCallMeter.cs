using System.Diagnostics.Metrics;
using System.Globalization;

namespace HpcClient.Commands.Serve.Status;

/// <summary>
/// Counts the requests to the site, by what .NET itself measures of every request that leaves this process; in this process
/// all of them go to the site.
/// </summary>
internal sealed class SiteCallMeter : IDisposable
{
    private const string Meter = "System.Net.Http";
    private const string Duration = "http.client.request.duration"; // seconds

    private readonly MeterListener _listener = new();

    /// <summary>Listens.</summary>
    public SiteCallMeter(Vitals vitals)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == Meter && instrument.Name == Duration)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((_, seconds, tags, _) =>
        {
            var (method, outcome) = ("other", "unreachable");
            foreach (var (name, value) in tags)
            {
                if (name == "http.request.method" && value is string word)
                {
                    method = word;
                }
                else if (name == "http.response.status_code")
                {
                    outcome = Convert.ToString(value, CultureInfo.InvariantCulture)!;
                }
            }

            vitals.Called("site", method, outcome, TimeSpan.FromSeconds(seconds));
        });
        _listener.Start();
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();
}
