using System.Text.Json.Serialization;

namespace HpcClient.EmbeddedSite.Auth;

[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(SiteSecrets))]
internal sealed partial class SiteSecretsJson : JsonSerializerContext;
