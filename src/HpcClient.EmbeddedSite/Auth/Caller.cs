using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Http;

namespace HpcClient.EmbeddedSite.Auth;

/// <summary>Who calls, and what that allows.</summary>
/// <param name="Kind">Drone, user or nobody.</param>
/// <param name="Id">Device id or user id.</param>
/// <param name="IsAdmin">A drone, or a user who administers the site.</param>
/// <param name="Origin">What is noted as origin on things that the call makes.</param>
internal sealed record Caller(CallerKind Kind, string Id, bool IsAdmin, JsonObject Origin)
{
    public static readonly Caller Nobody = new(CallerKind.Nobody, "", false, new JsonObject { ["type"] = "unknown", ["id"] = null });

    /// <summary>On a site of 2018: a drone, or an administrator who asked for it with <c>root=true</c>; no permission binds it.</summary>
    public bool IsSuperuser { get; init; }

    public bool IsDrone => Kind == CallerKind.Drone;

    public string? UserId => Kind == CallerKind.User ? Id : null;

    public void RequireLogin()
    {
        if (Kind == CallerKind.Nobody)
        {
            throw RequestRefused.Forbidden("Login required.");
        }
    }

    public void RequireAdmin()
    {
        RequireLogin();
        if (!IsAdmin)
        {
            throw RequestRefused.Forbidden("Admin user required.");
        }
    }

    public void RequireDrone()
    {
        RequireLogin();
        if (!IsDrone)
        {
            throw RequestRefused.Forbidden("Drone request required.");
        }
    }
}
