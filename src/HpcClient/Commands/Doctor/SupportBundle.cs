using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using HpcClient.Commands.About;
using HpcClient.Commands.Doctor.Masking;
using HpcClient.Settings.Folder;

namespace HpcClient.Commands.Doctor;

/// <summary>An archive for a support ticket. What may hold a secret goes in masked, or not at all.</summary>
internal static class SupportBundle
{
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes it.</summary>
    /// <returns>Null, or one sentence why it could not be written.</returns>
    public static string? Write(string path, WorkFolder folder, IReadOnlyList<Finding> findings, KnownSecrets secrets)
    {
        // Whole or not at all: on a full disk half of it would be sent.
        var part = $"{path}.{Guid.NewGuid():N}";
        try
        {
            WriteAll(part, folder, findings, secrets);
            File.Move(part, path, overwrite: true);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(part))
            {
                File.Delete(part);
            }

            return $"The archive '{path}' could not be written: {e.Message.TrimEnd('.')}. Name a file in a folder that this user may write to.";
        }
    }

    private static void WriteAll(string path, WorkFolder folder, IReadOnlyList<Finding> findings, KnownSecrets secrets)
    {
        using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = Readable });
        using var zip = new GZipStream(file, CompressionLevel.Optimal);
        using var tar = new TarWriter(zip);
        Add(tar, "doctor.txt", string.Join('\n', findings.Index().SelectMany(pair => DoctorText.Lines(pair.Index + 1, pair.Item))) + "\n");
        Add(tar, "doctor.json", Json(findings));
        Add(tar, "versions.txt", string.Concat(((string[])[.. BuildIdentity.Own.Lines, RuntimeInformation.OSDescription, RuntimeInformation.FrameworkDescription]).Select(line => line + "\n")));
        if (File.Exists(folder.CastFile))
        {
            Add(tar, "settings/cast.yml", SupportText.Settings(File.ReadAllText(folder.CastFile), secrets));
        }

        if (File.Exists(folder.CredentialsFile))
        {
            Add(tar, "settings/credentials.names", SupportText.Credentials(File.ReadAllText(folder.CredentialsFile)));
        }
    }

    private static string Json(IReadOnlyList<Finding> findings)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            DoctorJson.Write(json, findings);
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    private static void Add(TarWriter tar, string name, string text)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, $"fw-hpc-client-doctor/{name}") { Mode = Readable, DataStream = content });
    }
}
