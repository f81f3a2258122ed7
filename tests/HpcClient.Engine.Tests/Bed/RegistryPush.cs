using System.IO.Compression;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace HpcClient.Engine.Tests.Bed;

/// <summary>Puts a tarball into a registry as an image, by the registry's own calls: nothing of it lands in any store of this machine.</summary>
internal sealed class RegistryPush(HttpClient http)
{
    private const string ManifestType = "application/vnd.docker.distribution.manifest.v2+json";
    private const string ConfigType = "application/vnd.docker.container.image.v1+json";
    private const string LayerType = "application/vnd.docker.image.rootfs.diff.tar.gzip";

    /// <summary>Pushes it.</summary>
    /// <returns>The manifest's digest.</returns>
    public async Task<string> PushAsync(string name, string tag, string tarball)
    {
        var layer = await File.ReadAllBytesAsync(tarball);
        var config = Bytes(new()
        {
            ["architecture"] = Architecture,
            ["os"] = "linux",
            ["config"] = new JsonObject { ["Entrypoint"] = new JsonArray("/not/there"), ["Env"] = new JsonArray("PATH=/nowhere:/bin", "OF_THE_IMAGE=own", "OF_BOTH=image"), ["User"] = "4242", ["WorkingDir"] = "/nowhere", ["Volumes"] = new JsonObject { ["/flywheel/v0/output"] = new JsonObject() }, ["Healthcheck"] = new JsonObject { ["Test"] = new JsonArray("CMD", "/not/there") } },
            ["rootfs"] = new JsonObject { ["type"] = "layers", ["diff_ids"] = new JsonArray(Digest(Unpacked(layer))) },
        });
        await BlobAsync(name, layer);
        await BlobAsync(name, config);
        var manifest = Bytes(new()
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = ManifestType,
            ["config"] = Reference(ConfigType, config),
            ["layers"] = new JsonArray(Reference(LayerType, layer)),
        });
        using var content = new ByteArrayContent(manifest);
        content.Headers.ContentType = new MediaTypeHeaderValue(ManifestType);
        using var answer = await http.PutAsync($"{name}/manifests/{tag}", content);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return Digest(manifest);
    }

    private static string Architecture =>
        System.Runtime.InteropServices.RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? "arm64" : "amd64";

    private async Task BlobAsync(string name, byte[] bytes)
    {
        using var begun = await http.PostAsync($"{name}/blobs/uploads/", null);
        begun.IsSuccessStatusCode.ShouldBeTrue(await begun.Content.ReadAsStringAsync());
        var place = begun.Headers.Location!.ToString();
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using var answer = await http.PutAsync($"{place}{(place.Contains('?', StringComparison.Ordinal) ? '&' : '?')}digest={Uri.EscapeDataString(Digest(bytes))}", content);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }

    private static JsonObject Reference(string type, byte[] blob) =>
        new() { ["mediaType"] = type, ["size"] = blob.Length, ["digest"] = Digest(blob) };

    private static byte[] Bytes(JsonObject json) => Encoding.UTF8.GetBytes(json.ToJsonString());

    private static string Digest(byte[] bytes) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(bytes))}";

    private static byte[] Unpacked(byte[] layer)
    {
        using var zip = new GZipStream(new MemoryStream(layer), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        zip.CopyTo(plain);
        return plain.ToArray();
    }
}
