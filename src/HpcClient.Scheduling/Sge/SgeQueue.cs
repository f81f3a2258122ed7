using System.Xml;
using HpcClient.Scheduling.Commands;
using HpcClient.Scheduling.Observations;

namespace HpcClient.Scheduling.Sge;

/// <summary>One look at the queue with qstat.</summary>
internal sealed class SgeQueue(SchedulerPrograms programs, bool allUsers)
{
    private const string ErrorReason = "error reason";

    // Grid Engine keeps one line for all.
    private const string AllQueues = "";

    /// <summary>Asks for all our jobs and what they ask for. As XML, since the plain table cuts names at ten letters.</summary>
    public async Task<(IReadOnlyList<Observation> Found, string? Problem)> AskAsync(CancellationToken cancellationToken)
    {
        var answer = await programs.AskAsync("qstat", ["-xml", "-r", "-u", allUsers ? "*" : SgeCommands.User ?? "*"], cancellationToken);
        if (answer.Problem is { } problem)
        {
            return ([], problem);
        }

        try
        {
            return (Parse(answer.Text), null);
        }
        catch (XmlException e)
        {
            return ([], $"qstat's answer cannot be read ({e.Message}); the next poll asks again.");
        }
    }

    /// <summary>Why some jobs are in error state, by id, in one call; what cannot be had is absent.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ErrorReasonsAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken) =>
        ParseErrorReasons((await programs.AskAsync("qstat", ["-j", string.Join(',', ids)], cancellationToken)).Text);

    /// <summary>Reads the jobs of qstat -xml: those with a queue and those without stand in two lists of one form.</summary>
    public static IReadOnlyList<Observation> Parse(string text)
    {
        var rows = new List<SgeQueueRow>();
        var line = new WaitingLine();
        using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
        while (reader.ReadToFollowing("job_list"))
        {
            using var job = reader.ReadSubtree();
            if (SgeQueueRow.Of(Values(job)) is { } row)
            {
                rows.Add(row);
                if (row.Priority is { } priority)
                {
                    line.Add(AllQueues, priority, row.Order);
                }
            }
        }

        return rows.ConvertAll(row => row.Priority is { } priority ? row.Job with { JobsAhead = line.Before(AllQueues, priority, row.Order) } : row.Job);
    }

    /// <summary>Reads the reasons out of qstat -j.</summary>
    public static IReadOnlyDictionary<string, string> ParseErrorReasons(string text)
    {
        var reasons = new Dictionary<string, string>();
        string? id = null;
        foreach (var line in text.Split('\n'))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (line.StartsWith("job_number:", StringComparison.Ordinal))
            {
                id = line[(colon + 1)..].Trim();
            }
            else if (id is not null && colon > 0 && line.StartsWith(ErrorReason, StringComparison.Ordinal))
            {
                reasons.TryAdd(id, WithoutOrigin(line[(colon + 1)..].Trim()));
            }
        }

        return reasons;
    }

    // "11/22/2026 20:28:25 [0:21016]: error: can't open …": time, user and process say nothing to the reader.
    private static string WithoutOrigin(string reason)
    {
        var end = reason.IndexOf("]: ", StringComparison.Ordinal);
        var words = end < 0 ? reason : reason[(end + 3)..];
        return words.StartsWith("error: ", StringComparison.Ordinal) ? words["error: ".Length..] : words;
    }

    private static Dictionary<string, string> Values(XmlReader job)
    {
        var values = new Dictionary<string, string>();
        while (!job.EOF)
        {
            if (job.NodeType == XmlNodeType.Element && job.Depth == 1)
            {
                var name = job.GetAttribute(SgeQueueRow.NameAttribute) is { } which ? $"{job.Name} {which}" : job.Name;
                values[name] = job.ReadElementContentAsString().Trim();
            }
            else
            {
                job.Read();
            }
        }

        return values;
    }
}
