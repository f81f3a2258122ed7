using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Auth;
using HpcClient.EmbeddedSite.Devices;
using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Json;
using HpcClient.EmbeddedSite.Storage;
using HpcClient.EmbeddedSite.Users;
using Microsoft.AspNetCore.Http;

namespace HpcClient.EmbeddedSite.Core2018.Access;

/// <summary>Finds out who calls: by the drone secret, or by the key of a user or a running job. Devices have no keys.</summary>
internal sealed class CoreAuthenticator(SiteState site, string droneSecret)
{
    private readonly byte[] _secret = Encoding.UTF8.GetBytes(droneSecret);

    public Caller Identify(HttpRequest request)
    {
        var caller = request.Headers.TryGetValue("X-SciTran-Auth", out var secret)
            ? ByDroneSecret(secret.ToString(), request)
            : request.Headers.Authorization.ToString() is { Length: > 0 } authorization ? ByKey(authorization) : Caller.Nobody;
        if (!string.Equals(request.Query["root"], "true", StringComparison.OrdinalIgnoreCase) || caller.IsSuperuser)
        {
            return caller;
        }

        return caller.IsAdmin
            ? caller with { IsSuperuser = true }
            : throw RequestRefused.Forbidden($"user {caller.UserId ?? "None"} is not authorized to make superuser requests");
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
            throw RequestRefused.BadInput("X-SciTran-Method or X-SciTran-Name header missing");
        }

        var device = site.Database.Write(session => DeviceTable.Touch(session, site.Clock, type, name));
        return new(CallerKind.Drone, device.Text("_id")!, IsAdmin: true, new JsonObject
        {
            ["type"] = "device",
            ["id"] = device.Text("_id"),
            ["method"] = type,
            ["name"] = name,
        })
        { IsSuperuser = true };
    }

    private Caller ByKey(string authorization)
    {
        var space = authorization.IndexOf(' ', StringComparison.Ordinal);
        var scheme = space < 0 ? "" : authorization[..space];
        if (scheme != "scitran-user")
        {
            throw new RequestRefused(401, scheme == "scitran-drone" ? "Drone API keys are not yet supported" : "Invalid session token");
        }

        var key = authorization[(space + 1)..].Trim();
        key = key[(key.LastIndexOf(':') + 1)..];
        return site.Database.Read(session => KeyTable.Find(session, key) switch
        {
            { Kind: KeyTable.UserKind } found => OfUser(session, found.Owner, null),
            { Kind: KeyTable.JobKind, Job: { } job } found when session.Text("SELECT state FROM jobs WHERE id=$0", job) == "running" => OfUser(session, found.Owner, job),
            _ => throw new RequestRefused(401, "Invalid API key"),
        });
    }

    private static Caller OfUser(DatabaseSession session, string user, string? viaJob)
    {
        var document = DocumentTable.Find(session, UserRoutes.Kind, user)
            ?? throw new RequestRefused(402, $"User {user} will need to be added to the system before managing data.");
        if (document.Flag("disabled") == true)
        {
            throw new RequestRefused(402, $"User {user} is disabled.");
        }

        var origin = new JsonObject { ["type"] = "user", ["id"] = user };
        if (viaJob is not null)
        {
            origin["via"] = new JsonObject { ["type"] = "job", ["id"] = viaJob };
        }

        return new(CallerKind.User, user, document.Flag("root") == true, origin);
    }
}
