using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace HpcClient.Engine.Images.Registries;

/// <summary>What a registry asks for before it answers (RFC 7235; distribution's token authentication).</summary>
/// <param name="Scheme">Lower case: basic, bearer, or another.</param>
/// <param name="Values">Its parameters.</param>
internal sealed partial record RegistryChallenge(string Scheme, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>The one to go by, of those that an answer holds; null when there is none that we know.</summary>
    public static RegistryChallenge? Of(HttpResponseMessage answer) =>
        answer.Headers.WwwAuthenticate.Select(Read).Where(challenge => challenge.Scheme is "bearer" or "basic").OrderByDescending(challenge => challenge.Scheme == "bearer").FirstOrDefault();

    /// <summary>Where a token is to be had; null when the challenge names no address that a password may be sent to.</summary>
    public Uri? TokenAddress(RegistryName name)
    {
        if (!Uri.TryCreate(Values.GetValueOrDefault("realm"), UriKind.Absolute, out var realm)
            || !(realm.Scheme == Uri.UriSchemeHttps || (realm.Scheme == Uri.UriSchemeHttp && realm.IsLoopback && name.IsLoopback)))
        {
            return null;
        }

        var query = string.Join('&', new[] { realm.Query.TrimStart('?') }
            .Concat(Values.Where(value => value.Key == "service").Select(value => $"service={Uri.EscapeDataString(value.Value)}"))
            .Append(name.Repository.Length == 0 ? "" : $"scope={Uri.EscapeDataString($"repository:{name.Repository}:pull")}")
            .Where(part => part.Length > 0));
        return new UriBuilder(realm) { Query = query }.Uri;
    }

    private static RegistryChallenge Read(AuthenticationHeaderValue header) => new(
        header.Scheme.ToLowerInvariant(),
        Parameter().Matches(header.Parameter ?? "").GroupBy(match => match.Groups["name"].Value.ToLowerInvariant())
            .ToDictionary(group => group.Key, group => Unquoted(group.First().Groups["value"].Value), StringComparer.Ordinal));

    private static string Unquoted(string value) => value.StartsWith('"') ? Escaped().Replace(value[1..^1], "$1") : value;

    [GeneratedRegex("(?<name>[A-Za-z0-9_-]+)\\s*=\\s*(?<value>\"(\\\\.|[^\"\\\\])*\"|[^\\s,\"]+)")]
    private static partial Regex Parameter();

    [GeneratedRegex("\\\\(.)")]
    private static partial Regex Escaped();
}
