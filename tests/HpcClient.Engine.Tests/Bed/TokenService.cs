using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;

namespace HpcClient.Engine.Tests.Bed;

/// <summary>What a registry sends its callers to for a token, as large registries do; answers to the registry's user alone.</summary>
internal sealed class TokenService : IDisposable
{
    private const string Issuer = "test";
    private const string Service = "registry of the test";

    private readonly HttpListener _listener = new();
    private readonly RSA _key = RSA.Create(2048);
    private readonly X509Certificate2 _certificate;
    private readonly string _address;

    private TokenService(string folder)
    {
        var now = TimeProvider.System.GetUtcNow();
        _certificate = new CertificateRequest("CN=Tokens", _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File.WriteAllText(Path.Combine(folder, "tokens.pem"), _certificate.ExportCertificatePem());
        _address = $"http://127.0.0.1:{Registry.FreePort()}/token/";
        _listener.Prefixes.Add(_address);
        _listener.Start();
        Settings = $"auth:\n  token:\n    realm: \"{_address}\"\n    service: \"{Service}\"\n    issuer: {Issuer}\n    rootcertbundle: \"{folder}/tokens.pem\"\n";
    }

    /// <summary>What the registry's settings say of it.</summary>
    public string Settings { get; }

    public static TokenService Start(string folder)
    {
        var service = new TokenService(folder);
        _ = service.AnswerAsync();
        return service;
    }

    /// <summary>A token for one repository.</summary>
    public string Mint(string repository, params string[] actions)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var head = new JsonObject { ["typ"] = "JWT", ["alg"] = "RS256", ["x5c"] = new JsonArray(Convert.ToBase64String(_certificate.RawData)) };
        var claims = new JsonObject
        {
            ["iss"] = Issuer, ["sub"] = Registry.User, ["aud"] = Service, ["exp"] = now + 300, ["nbf"] = now - 10, ["iat"] = now, ["jti"] = Guid.NewGuid().ToString("N"),
            ["access"] = new JsonArray(new JsonObject { ["type"] = "repository", ["name"] = repository, ["actions"] = new JsonArray([.. actions.Select(action => (JsonNode)action)]) }),
        };
        var text = $"{Part(head)}.{Part(claims)}";
        return $"{text}.{Base64Url.EncodeToString(_key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    public void Dispose()
    {
        _listener.Close();
        _certificate.Dispose();
        _key.Dispose();
    }

    private static string Part(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));

    private async Task AnswerAsync()
    {
        try
        {
            while (true)
            {
                var call = await _listener.GetContextAsync();
                var expected = $"Basic {Convert.ToBase64String(Encoding.ASCII.GetBytes($"{Registry.User}:{Registry.Password}"))}";
                if (call.Request.Headers["Authorization"] == expected && call.Request.QueryString["scope"]?.Split(':') is ["repository", var name, _])
                {
                    var answer = Encoding.UTF8.GetBytes(new JsonObject { ["token"] = Mint(name, "pull") }.ToJsonString());
                    call.Response.ContentType = "application/json";
                    call.Response.Headers["Date"] = TimeProvider.System.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
                    call.Response.Close(answer, willBlock: false);
                }
                else
                {
                    call.Response.StatusCode = (int)HttpStatusCode.Unauthorized;
                    call.Response.Close();
                }
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
            // Closed.
        }
    }
}
