using HpcClient.EmbeddedSite.Auth;
using HpcClient.EmbeddedSite.Storage;
using HpcClient.EmbeddedSite.Users;

namespace HpcClient.EmbeddedSite;

/// <summary>Gives a new site its researcher and its administrator.</summary>
internal static class FirstUsers
{
    public static void Ensure(SiteState site, SiteSecrets secrets) => site.Database.Write(session =>
    {
        foreach (var (user, key) in secrets.UserKeys)
        {
            if (DocumentTable.Find(session, UserRoutes.Kind, user) is null)
            {
                var isAdmin = user == SiteSecrets.Admin;
                DocumentTable.Put(session, UserRoutes.Kind, user, UserRoutes.New(user, isAdmin ? "Ada" : "Rosa", isAdmin ? "Admin" : "Researcher", isAdmin, site.Clock));
            }

            session.Execute("DELETE FROM keys WHERE kind=$0 AND owner=$1 AND key<>$2", KeyTable.UserKind, user, key);
            KeyTable.Put(session, key, KeyTable.UserKind, user);
        }
    });
}
