using HpcClient.EmbeddedSite.Storage;

namespace HpcClient.EmbeddedSite.Uploads;

/// <summary>A file part of a form.</summary>
internal sealed record UploadedFile(string Name, StoredContent Content);
