namespace HpcClient.Flywheel.Http;

/// <summary>One call of the site's API.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path below <c>/api/</c>, escaped.</param>
/// <param name="Repeat">When it may be sent again.</param>
internal sealed record SiteCall(HttpMethod Method, string Path, RepeatRule Repeat)
{
    /// <summary>Query, escaped, without the question mark; never shown, it may hold a ticket.</summary>
    public string Query { get; init; } = "";

    /// <summary>Makes the body anew for each attempt; a long one pushes the deadline back as it moves.</summary>
    public Func<Deadline, HttpContent>? Body { get; init; }

    /// <summary>Whether a list should come as a page object.</summary>
    public bool WantsPage { get; init; }

    /// <summary>
    /// Whether the body is long: the site is asked first whether it wants it (<c>Expect: 100-continue</c>), so that an
    /// expired key does not cost a transfer.
    /// </summary>
    public bool AskFirst { get; init; }

    /// <summary>The call as a message may name it.</summary>
    public string Name => $"{Method} /{Uri.UnescapeDataString(Path)}";

    /// <summary>A call that reads.</summary>
    public static SiteCall Get(string path) => new(HttpMethod.Get, path, RepeatRule.Read);
}
