using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HpcClient.Tests.Shared;

/// <summary>A certificate authority as hospitals run their own: a root that no machine trusts, an intermediate, and what they sign.</summary>
internal sealed class HospitalAuthority : IDisposable
{
    private readonly X509Certificate2 _root;
    private readonly X509Certificate2 _intermediate;

    /// <summary>Makes one.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="days">For how many days its certificates are valid.</param>
    public HospitalAuthority(string name, int days = 30)
    {
        _root = Authority($"CN={name} Root", null, days);
        _intermediate = Authority($"CN={name} Issuing", _root, days);
    }

    /// <summary>The root as PEM.</summary>
    public string RootPem => _root.ExportCertificatePem();

    /// <summary>Root and intermediate as PEM, with the comments that such files have.</summary>
    public string BundlePem => $"# Issuing\n{_intermediate.ExportCertificatePem()}\n\n# Root\n{RootPem}\n";

    /// <summary>A server's certificate with its key; the server does not send the intermediate along.</summary>
    public X509Certificate2 Certificate(string host)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        if (System.Net.IPAddress.TryParse(host, out var address))
        {
            names.AddIpAddress(address);
        }
        else
        {
            names.AddDnsName(host);
        }

        request.CertificateExtensions.Add(names.Build());
        using var signed = Sign(request, _intermediate);
        return signed.CopyWithPrivateKey(key);
    }

    public void Dispose()
    {
        _root.Dispose();
        _intermediate.Dispose();
    }

    private static X509Certificate2 Authority(string name, X509Certificate2? issuer, int days)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        if (issuer is null)
        {
            var now = TimeProvider.System.GetUtcNow();
            return request.CreateSelfSigned(now.AddDays(-2), now.AddDays(days));
        }

        using var signed = Sign(request, issuer);
        return signed.CopyWithPrivateKey(key);
    }

    // Nothing signed may outlive its issuer.
    private static X509Certificate2 Sign(CertificateRequest request, X509Certificate2 issuer) =>
        request.Create(issuer, issuer.NotBefore.AddMinutes(1), issuer.NotAfter.AddMinutes(-1), Guid.NewGuid().ToByteArray());
}
