using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Devices;
using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Json;
using HpcClient.EmbeddedSite.Storage;
using Microsoft.AspNetCore.Http;

namespace HpcClient.EmbeddedSite.Auth;

/// <summary>Finds out who calls: by the drone secret, or by the key of a user, a device or a running job.</summary>
internal sealed class Authenticator(SiteState site, string droneSecret)
{
    private readonly byte[] _secret = Encoding.UTF8.GetBytes(droneSecret);

    public Caller Identify(HttpRequest request)
    {
        if (request.Headers.TryGetValue("X-SciTran-Auth", out var secret))
        {
            return ByDroneSecret(secret.ToString(), request);
        }

        return request.Headers.Authorization.ToString() is { Length: > 0 } authorization ? ByKey(authorization) : Caller.Nobody;
    }

    private Caller ByDroneSecret(string secret, HttpRequest request)
    {
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(secret), _secret))
        {
            throw new RequestRefused(401, "invalid drone secret");
        }

        var type = request.Headers["X-SciTran-Method"].ToString();
        var name = request.Headers["X-SciTran-Name"].ToString();
        if (type.Length == 0 || name.Length == 0)
        {
            throw RequestRefused.BadInput("X-SciTran-Method and X-SciTran-Name are required with X-SciTran-Auth.");
        }

        return OfDevice(site.Database.Write(session => DeviceTable.Touch(session, site.Clock, type, name)));
    }

    private Caller ByKey(string authorization)
    {
        var space = authorization.IndexOf(' ', StringComparison.Ordinal);
        var scheme = space < 0 ? "" : authorization[..space];
        if (scheme is not ("scitran-user" or "Bearer"))
        {
            throw new RequestRefused(401, scheme == "scitran-drone" ? "Drone API keys are not supported." : "Invalid session token");
        }

        // Keys travel as host:port:key; only the last part counts.
        var key = authorization[(space + 1)..].Trim();
        key = key[(key.LastIndexOf(':') + 1)..];
        return site.Database.Read(session => KeyTable.Find(session, key) switch
        {
            null => throw new RequestRefused(401, "Invalid API key"),
            { Kind: KeyTable.DeviceKind } found => OfDevice(DocumentTable.Find(session, DeviceTable.Kind, found.Owner) ?? throw new RequestRefused(401, "Invalid API key")),
            { Kind: KeyTable.JobKind, Job: { } job } found => OfJob(session, job, found.Owner),
            var found => OfUser(session, found.Owner, null),
        });
    }

    private static Caller OfJob(DatabaseSession session, string job, string user) =>
        session.Text("SELECT state FROM jobs WHERE id=$0", job) == "running"
            ? OfUser(session, user, job)
            : throw new RequestRefused(401, "This API key was made for a job that no longer runs.");

    private static Caller OfUser(DatabaseSession session, string user, string? viaJob)
    {
        if (DocumentTable.Find(session, "user", user) is not { } document || document.Flag("disabled") == true)
        {
            throw new RequestRefused(402, $"User {user} is unknown or disabled.");
        }

        var origin = new JsonObject { ["type"] = "user", ["id"] = user };
        if (viaJob is not null)
        {
            origin["via"] = new JsonObject { ["type"] = "job", ["id"] = viaJob };
        }

        return new(CallerKind.User, user, document.Flag("root") == true, origin);
    }

    private static Caller OfDevice(JsonObject device) => new(CallerKind.Drone, device.Text("_id")!, IsAdmin: true, new JsonObject
    {
        ["type"] = "device",
        ["id"] = device.Text("_id"),
        ["method"] = device.Text("type"),
        ["name"] = device.Text("name"),
    });
}
