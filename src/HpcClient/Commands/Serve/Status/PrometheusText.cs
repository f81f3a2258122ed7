using System.Globalization;
using System.Text;

namespace HpcClient.Commands.Serve.Status;

/// <summary>
/// The text format of Prometheus, version 0.0.4. By hand: a dozen numbers need no library that keeps them all a second time.
/// </summary>
internal sealed class PrometheusText
{
    /// <summary>The format's media type.</summary>
    public const string MediaType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly StringBuilder _text = new();

    /// <summary>Begins a metric; its samples must follow at once.</summary>
    /// <param name="name">Name of the metric.</param>
    /// <param name="type"><c>counter</c>, <c>gauge</c> or <c>histogram</c>.</param>
    /// <param name="help">What it counts, with the unit.</param>
    public PrometheusText Metric(string name, string type, string help)
    {
        _text.Append("# HELP ").Append(name).Append(' ').Append(Escape(help, quotes: false)).Append('\n')
            .Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
        return this;
    }

    /// <summary>One sample.</summary>
    public PrometheusText Sample(string name, double value, params ReadOnlySpan<(string Name, string Value)> labels)
    {
        _text.Append(name);
        for (var i = 0; i < labels.Length; i++)
        {
            _text.Append(i == 0 ? '{' : ',').Append(labels[i].Name).Append("=\"").Append(Escape(labels[i].Value, quotes: true)).Append('"');
        }

        _text.Append(labels.Length > 0 ? "} " : " ").Append(Number(value)).Append('\n');
        return this;
    }

    /// <summary>The samples of a histogram.</summary>
    public PrometheusText Histogram(string name, DurationReading reading)
    {
        for (var i = 0; i < reading.UpTo.Count; i++)
        {
            Sample($"{name}_bucket", reading.UpTo[i], ("le", Number(DurationCounts.Bounds[i])));
        }

        return Sample($"{name}_bucket", reading.Count, ("le", "+Inf")).Sample($"{name}_sum", reading.SumSeconds).Sample($"{name}_count", reading.Count);
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Escape(string text, bool quotes)
    {
        var escaped = text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal);
        return quotes ? escaped.Replace("\"", "\\\"", StringComparison.Ordinal) : escaped;
    }
}
