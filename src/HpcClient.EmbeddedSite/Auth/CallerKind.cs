namespace HpcClient.EmbeddedSite.Auth;

/// <summary>Who calls.</summary>
internal enum CallerKind
{
    Nobody,
    Drone,
    User,
}
