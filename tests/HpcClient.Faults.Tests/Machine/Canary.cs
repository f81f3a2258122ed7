using System.Text;

namespace HpcClient.Faults.Tests.Machine;

/// <summary>Looks for a secret where it must not be.</summary>
internal static class Canary
{
    private static readonly string[] Homes = ["credentials.sh", "secrets.json"];

    /// <summary>Files below <paramref name="folder"/>, but the secret's own homes, that hold it.</summary>
    public static IEnumerable<string> Places(string folder, string secret)
    {
        var needle = Encoding.UTF8.GetBytes(secret);
        return Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true })
            .Where(file => !Homes.Contains(Path.GetFileName(file)) && Holds(file, needle));
    }

    private static bool Holds(string file, byte[] needle)
    {
        try
        {
            return (File.GetAttributes(file) & FileAttributes.Device) == 0 && File.ReadAllBytes(file).AsSpan().IndexOf(needle) >= 0;
        }
        catch (IOException)
        {
            // Gone meanwhile, or a socket.
            return false;
        }
    }
}
