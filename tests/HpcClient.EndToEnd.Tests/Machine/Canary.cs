using System.Text;

namespace HpcClient.EndToEnd.Tests.Machine;

/// <summary>Looks for a secret where it must not be.</summary>
internal static class Canary
{
    private static readonly string[] Homes = ["credentials.sh", "secrets.json"];

    /// <summary>Fails when any file below <paramref name="folder"/> but the secret's own homes holds it.</summary>
    public static void Absent(string folder, string secret)
    {
        secret.Length.ShouldBeGreaterThan(8);
        var needle = Encoding.UTF8.GetBytes(secret);
        var leaks = Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
            .Where(f => !Homes.Contains(Path.GetFileName(f)))
            .Where(f => new FileInfo(f).Length < 64 * 1024 * 1024 && File.ReadAllBytes(f).AsSpan().IndexOf(needle) >= 0);
        leaks.ShouldBeEmpty();
    }
}
