using HpcClient.EmbeddedSite.Auth;
using HpcClient.EmbeddedSite.Http;
using Microsoft.AspNetCore.Http;

namespace HpcClient.EmbeddedSite;

/// <summary>What differs between the API generations: routes, who calls, errors without a handler, and what goes on by itself.</summary>
internal interface ISiteGeneration
{
    /// <summary>Adds the routes.</summary>
    void Map(Api api);

    /// <summary>Finds out who calls.</summary>
    Caller Identify(HttpRequest request);

    /// <summary>The message of a status that no handler gave, such as that of an unknown route.</summary>
    string WordsOf(int status);

    /// <summary>One round of the hold engine; answers how many jobs it took.</summary>
    int HoldRound();

    /// <summary>One look for orphans; answers how many there were.</summary>
    int OrphanRound();
}
