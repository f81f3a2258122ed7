using System.Text;

namespace HpcClient.Commands.Template;

/// <summary>Reads the files that an admin names.</summary>
/// <param name="input">What <c>-</c> means.</param>
internal sealed class TemplateFiles(Stream input)
{
    /// <summary>Largest file that is read, in bytes: no script is longer.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    /// <summary>The file as messages name it.</summary>
    public static string NameOf(string file) => file == "-" ? "standard input" : file;

    /// <summary>The text of <paramref name="file"/>, or a sentence.</summary>
    public (string? Text, string? Fault) Read(string file)
    {
        try
        {
            using var stream = file == "-" ? input : File.OpenRead(file);
            using var bytes = new MemoryStream();
            var buffer = new byte[64 * 1024];
            for (int read; (read = stream.Read(buffer)) > 0;)
            {
                bytes.Write(buffer, 0, read);
                if (bytes.Length > MaxBytes)
                {
                    return (null, $"{NameOf(file)}: This is longer than {MaxBytes / 1024 / 1024} MiB and cannot be a template or its values.");
                }
            }

            var text = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
            return (text.StartsWith('\ufeff') ? text[1..] : text, null);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return (null, $"{file}: There is no such file.");
        }
        catch (UnauthorizedAccessException)
        {
            return (null, Directory.Exists(file) ? $"{file}: This is a folder, not a file." : $"{file}: The file may not be read by the user {Environment.UserName}.");
        }
        catch (DecoderFallbackException)
        {
            return (null, $"{NameOf(file)}: This is not UTF-8 text; save it as UTF-8.");
        }
        catch (IOException e)
        {
            return (null, $"{NameOf(file)}: This cannot be read: {e.Message}");
        }
    }
}
