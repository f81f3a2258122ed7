using System.Text.Json;
using HpcClient.Flywheel.Errors;

namespace HpcClient.Flywheel.Http;

/// <summary>Says in words what a site's refusal means.</summary>
internal sealed class AnswerFaults(SecretMask mask, Transport transport, TimeProvider time)
{
    private const int MaxErrorBytes = 64 * 1024;

    /// <summary>Throws unless <paramref name="response"/> is a success.</summary>
    /// <param name="response">The answer, its body unread.</param>
    /// <param name="what">The call without its query, which may hold a ticket.</param>
    /// <param name="onSite">Whether the site itself answered, not a storage it sent us to.</param>
    /// <param name="deadline">Limit of the call.</param>
    public async Task EnsureSuccessAsync(HttpResponseMessage response, string what, bool onSite, Deadline deadline)
    {
        if (response.IsSuccessStatusCode)
        {
            return;
        }

        var status = (int)response.StatusCode;
        var host = TransportFaults.Name(response.RequestMessage!.RequestUri!);
        var said = await MessageAsync(response, deadline) is { Length: > 0 } message ? $": {message}" : "";
        var (fault, remedy) = status switch
        {
            401 when onSite => (SiteFault.WrongCredential, WrongSecret),
            401 => (SiteFault.NotAllowed, ""),
            402 or 403 => (SiteFault.NotAllowed, ""),
            404 or 405 or 410 => (SiteFault.NotFound, ""),
            400 => (SiteFault.Refused, ""),
            409 => (SiteFault.Conflict, ""),
            408 or 429 or 502 or 503 or 504 => (SiteFault.Busy, "It may pass later."),
            >= 500 => (SiteFault.ServerError, ""),
            >= 400 => (SiteFault.Invalid, ""),
            _ => (SiteFault.UnexpectedAnswer, "A Flywheel site does not redirect here: check SCITRAN_RUNTIME_HOST and SCITRAN_RUNTIME_PORT in credentials.sh."),
        };
        throw new SiteException(fault, Sentence($"HTTP {status} from {host} to {what}{said}", remedy), status) { RetryAfter = RetryAfter(response) };
    }

    /// <summary>The remedy for a 401.</summary>
    public const string WrongSecret =
        "The site does not accept our credential: compare SCITRAN_CORE_DRONE_SECRET in credentials.sh with the site's drone secret, which a Flywheel administrator knows.";

    private static string Sentence(string text, string remedy) =>
        (text.EndsWith('.') ? text : text + ".") + (remedy.Length == 0 ? "" : " " + remedy);

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var asked = response.Headers.RetryAfter;
        var wait = asked?.Delta ?? (asked?.Date is { } date ? date - time.GetUtcNow() : null);
        return wait is { } span && span < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private async Task<string> MessageAsync(HttpResponseMessage response, Deadline deadline)
    {
        try
        {
            var body = await LimitedBody.ReadAsync(response, transport, MaxErrorBytes, deadline);
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("message", out var message)
                && message.ValueKind == JsonValueKind.String
                ? mask.Show(message.GetString()!)
                : "";
        }
        catch (Exception e) when (e is JsonException or SiteException or InvalidOperationException)
        {
            // A proxy's page, or nothing: the status says it all.
            return "";
        }
    }
}
