using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using HpcClient.Posix.Files;

namespace HpcClient.Scheduling.Local;

/// <summary>The folder of one job, <c>TICKET.NAME</c>; each step of its life is one file, whole or absent.</summary>
internal sealed class LocalJobFolder(string path)
{
    private const int TicketDigits = 9;

    public string Path { get; } = path;

    /// <summary>The job's number, and the order in which jobs start.</summary>
    public long Ticket { get; } = TicketOf(path) ?? throw new ArgumentException($"'{path}' is no job folder", nameof(path));

    public string Id => Ticket.ToString(CultureInfo.InvariantCulture);

    public string JobName => System.IO.Path.GetFileName(Path)[(TicketDigits + 1)..];

    /// <summary>What the shepherd itself has to say; empty when all is well.</summary>
    public string ShepherdLog => File("shepherd.log");

    public LocalJob Job => Read("job.json", LocalJson.Default.LocalJob) ?? throw new InvalidDataException($"'{Path}' has no job.json");

    public LocalWatch? Watch
    {
        get => Read("shepherd.json", LocalJson.Default.LocalWatch);
        set => Write("shepherd.json", value, LocalJson.Default.LocalWatch);
    }

    public LocalRun? Run
    {
        get => Read("run.json", LocalJson.Default.LocalRun);
        set => Write("run.json", value, LocalJson.Default.LocalRun);
    }

    public LocalCancel? Cancel
    {
        get => Read("cancel.json", LocalJson.Default.LocalCancel);
        set => Write("cancel.json", value, LocalJson.Default.LocalCancel);
    }

    public LocalEnd? End
    {
        get => Read("end.json", LocalJson.Default.LocalEnd);
        set => Write("end.json", value, LocalJson.Default.LocalEnd);
    }

    public static string NameOf(long ticket, string jobName) =>
        string.Create(CultureInfo.InvariantCulture, $"{ticket.ToString("D9", CultureInfo.InvariantCulture)}.{jobName}");

    /// <summary>The ticket in a folder's name; null for any other folder.</summary>
    public static long? TicketOf(string path)
    {
        var name = System.IO.Path.GetFileName(path);
        return name.Length > TicketDigits + 1 && name[TicketDigits] == '.' &&
            long.TryParse(name.AsSpan(0, TicketDigits), NumberStyles.None, CultureInfo.InvariantCulture, out var ticket) ? ticket : null;
    }

    /// <summary>Makes the folder of a new job, visible only once it is complete.</summary>
    public static LocalJobFolder Make(string parent, long ticket, LocalJob job)
    {
        var target = System.IO.Path.Combine(parent, NameOf(ticket, job.JobName));
        var draft = System.IO.Path.Combine(parent, $".{System.IO.Path.GetFileName(target)}.{Guid.NewGuid():N}");
        Directory.CreateDirectory(draft);
        try
        {
            DurableFile.Write(System.IO.Path.Combine(draft, "job.json"), JsonSerializer.Serialize(job, LocalJson.Default.LocalJob));
            DurableFolder.Move(draft, target);
            return new(target);
        }
        catch
        {
            Directory.Delete(draft, recursive: true);
            throw;
        }
    }

    private string File(string name) => System.IO.Path.Combine(Path, name);

    private T? Read<T>(string name, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(System.IO.File.ReadAllText(File(name)), type);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private void Write<T>(string name, T? value, JsonTypeInfo<T> type)
        where T : class => DurableFile.Write(File(name), JsonSerializer.Serialize(value ?? throw new ArgumentNullException(nameof(value)), type));
}
