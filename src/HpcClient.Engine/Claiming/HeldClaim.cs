using System.Text.Json;
using HpcClient.Engine.Stopping;
using HpcClient.Settings.Records;

namespace HpcClient.Engine.Claiming;

/// <summary>
/// The claim that we took, and whether it still is ours: the client puts it away before it submits the job anew, and then
/// this engine, on a node that was thought lost or after a cancellation that came late, must leave job, site and end
/// record to its successor.
/// </summary>
/// <param name="path">File of the claim.</param>
/// <param name="ours">As we took it.</param>
/// <param name="stop">What a loss of it stops.</param>
internal sealed class HeldClaim(string path, ClaimRecord ours, StopSource stop)
{
    /// <summary>What a loss of it stops.</summary>
    public StopSource Stop => stop;

    /// <summary>Looks at it; when it is lost, everything stops. A claim that cannot be read now is not lost.</summary>
    public bool IsOurs()
    {
        if (stop.Cause is { EndedBy: EndedBy.Successor })
        {
            return false;
        }

        if (Successor() is not { } sentence)
        {
            return true;
        }

        stop.Stop(new(EndedBy.Successor, sentence));
        return false;
    }

    /// <summary>Looks every <paramref name="interval"/> until cancelled, or lost.</summary>
    public async Task WatchAsync(TimeSpan interval, TimeProvider time, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            while (IsOurs() && await timer.WaitForNextTickAsync(cancellationToken))
            {
                // The look is the condition.
            }
        }
        catch (OperationCanceledException)
        {
            // The job is over.
        }
    }

    private string? Successor()
    {
        try
        {
            using var stream = File.OpenRead(path);
            using var claim = JsonDocument.Parse(stream);
            return claim.RootElement.ValueKind == JsonValueKind.Object && claim.RootElement.TryGetProperty("nonce", out var nonce)
                && nonce.ValueKind == JsonValueKind.String && nonce.GetString() != ours.Nonce
                ? "Another engine has taken this job over, so the gear was stopped here; what becomes of the job is that one's to tell."
                : null;
        }
        catch (FileNotFoundException) when (WasSetAside())
        {
            return "The client has taken this job back to submit it anew, so the gear was stopped here; what becomes of the job is its successor's to tell.";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    // The client leaves a claim that it takes away under another name. One that is just not there was removed by somebody
    // else, or its folder is being removed, or is not mounted at this moment.
    private bool WasSetAside()
    {
        try
        {
            return Directory.EnumerateFiles(Path.GetDirectoryName(path)!, $"{ours.JobId}.*.json").Any(file => RecordFile.ReadClaim(file)?.Nonce == ours.Nonce);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
