using System.Text.Json;
using HpcClient.Flywheel.Errors;
using HpcClient.Flywheel.Http;

namespace HpcClient.Flywheel.Access;

/// <summary>
/// Turns the drone secret into a device key, as the SDK does: <c>/auth/status</c> tells our device id, <c>/devices/ID</c> the
/// key. Sites of before 2019 have neither; there the secret goes with every call.
/// </summary>
internal sealed class DroneLogin(SiteAccess access, SiteClientOptions options, Transport transport, SecretMask mask, SiteRules rules)
{
    private const int MaxAnswerBytes = 1024 * 1024;

    public async Task<SiteLogin> RunAsync(CancellationToken cancellationToken)
    {
        var secret = access.Secret.Reveal();
        if (!Credential.IsSendable(secret))
        {
            throw new SiteException(SiteFault.WrongCredential,
                "SCITRAN_CORE_DRONE_SECRET in credentials.sh holds a line break or a character outside ASCII, which no site's secret has: copy it again.")
            { NeverSent = true };
        }

        mask.Add(secret);
        try
        {
            return await KeyAsync(Credential.OfSecret(access), cancellationToken);
        }
        catch (SiteException e)
        {
            // The call for whose sake we log in has not been sent.
            throw new SiteException(e.Fault, $"Login failed. {e.Message}", e.Status, e.InnerException) { NeverSent = true, RetryAfter = e.RetryAfter };
        }
    }

    private async Task<SiteLogin> KeyAsync(Credential secret, CancellationToken cancellationToken)
    {
        string id;
        try
        {
            using var status = await GetAsync("auth/status", secret, cancellationToken);
            id = DeviceId(status.RootElement) ?? throw new SiteException(SiteFault.WrongCredential,
                $"{access.Address} does not take us for a device. {AnswerFaults.WrongSecret}");
        }
        catch (SiteException e) when (e.Fault == SiteFault.NotFound)
        {
            return await OldSiteAsync(secret, cancellationToken);
        }

        using var device = await GetAsync($"devices/{Uri.EscapeDataString(id)}", secret, cancellationToken);
        return new(
            Key(device.RootElement) ?? throw new SiteException(SiteFault.UnexpectedAnswer,
                $"{access.Address} gave no key for the device '{mask.Show(id)}'. Ask a Flywheel administrator whether the device is disabled."),
            ApiGeneration.Current);
    }

    private async Task<SiteLogin> OldSiteAsync(Credential secret, CancellationToken cancellationToken)
    {
        try
        {
            using var self = await GetAsync("devices/self", secret, cancellationToken);
            return Key(self.RootElement) is { } key ? new(key, ApiGeneration.Current) : new(secret, ApiGeneration.Core2018);
        }
        catch (SiteException e) when (e.Fault == SiteFault.NotFound)
        {
            throw new SiteException(SiteFault.NotFound,
                $"There is no Flywheel API at {access.Address}. Check SCITRAN_RUNTIME_HOST and SCITRAN_RUNTIME_PORT in credentials.sh.", e.Status);
        }
    }

    private static string? DeviceId(JsonElement status) =>
        status.TryGetProperty("is_device", out var isDevice) && isDevice.ValueKind == JsonValueKind.True
        && status.TryGetProperty("origin", out var origin) && origin.ValueKind == JsonValueKind.Object
        && origin.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String && id.GetString() is { Length: > 0 } text
            ? text
            : null;

    private Credential? Key(JsonElement device)
    {
        if (!device.TryGetProperty("key", out var value) || value.ValueKind != JsonValueKind.String
            || value.GetString() is not { } key || !Credential.IsSendable(key))
        {
            return null;
        }

        mask.Add(key);
        mask.Add(key[(key.LastIndexOf(':') + 1)..]);
        return Credential.OfKey(key);
    }

    private async Task<JsonDocument> GetAsync(string path, Credential secret, CancellationToken cancellationToken)
    {
        using var deadline = new Deadline(rules.Time, options.CallTimeout, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(access.Address.Api, path));
        secret.ApplyTo(request);
        using var response = await transport.SendAsync(request, deadline);
        await rules.Faults.EnsureSuccessAsync(response, $"GET /{path}", onSite: true, deadline);
        var answer = await LimitedBody.ReadAsync(response, transport, MaxAnswerBytes, deadline);
        try
        {
            var document = JsonDocument.Parse(answer);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document : throw new JsonException();
        }
        catch (JsonException)
        {
            // Not passed on as inner exception: the text may hold the key.
            throw new SiteException(SiteFault.UnexpectedAnswer,
                $"The answer of {access.Address} to GET /{path} is not JSON, so this is no Flywheel site. Check SCITRAN_RUNTIME_HOST and SCITRAN_RUNTIME_PORT in credentials.sh.");
        }
    }
}
