using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Json;
using HpcClient.EmbeddedSite.Storage;

namespace HpcClient.EmbeddedSite.Uploads;

/// <summary>Uploads that were begun by a ticket and whose files come one by one. They live as long as the server.</summary>
internal sealed class SignedUploads
{
    private readonly ConcurrentDictionary<string, Pending> _pending = new();
    private readonly ConcurrentDictionary<string, (Pending Upload, string Name)> _tokens = new();

    /// <summary>Begins one.</summary>
    /// <returns>Its ticket, and a token for each name.</returns>
    public (string Ticket, IReadOnlyDictionary<string, string> Tokens) Begin(IReadOnlyList<string> names, JsonObject? metadata)
    {
        var upload = new Pending(names, metadata);
        var ticket = Guid.NewGuid().ToString();
        _pending[ticket] = upload;
        var tokens = names.ToDictionary(name => name, _ => RandomNumberGenerator.GetHexString(32, lowercase: true));
        foreach (var (name, token) in tokens)
        {
            _tokens[token] = (upload, name);
        }

        return (ticket, tokens);
    }

    /// <summary>Whether a file may come under this token.</summary>
    public bool Knows(string token) => _tokens.ContainsKey(token);

    /// <summary>Notes a file that came; one that comes again replaces the earlier.</summary>
    public void Put(string token, StoredContent content)
    {
        if (_tokens.TryGetValue(token, out var found))
        {
            found.Upload.Files[found.Name] = new(found.Name, content);
        }
    }

    /// <summary>The upload with all its files; null when it is unknown or not whole. It may be asked for again: its caller may not have got our answer.</summary>
    public UploadedForm? Take(string ticket)
    {
        if (!_pending.TryGetValue(ticket, out var upload) || upload.Names.Any(name => !upload.Files.ContainsKey(name)))
        {
            return null;
        }

        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (upload.Metadata is { Count: > 0 } metadata)
        {
            texts["metadata"] = JsonText.Of(metadata);
        }

        return new([.. upload.Names.Select(name => upload.Files[name])], texts);
    }

    private sealed record Pending(IReadOnlyList<string> Names, JsonObject? Metadata)
    {
        public ConcurrentDictionary<string, UploadedFile> Files { get; } = new(StringComparer.Ordinal);
    }
}
