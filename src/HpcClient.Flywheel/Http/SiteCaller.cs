using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using HpcClient.Flywheel.Access;
using HpcClient.Flywheel.Errors;

namespace HpcClient.Flywheel.Http;

/// <summary>Makes calls whose answers fit in memory: logged in, repeated as their rule allows, refusals in words.</summary>
internal sealed class SiteCaller(SiteAddress address, SiteClientOptions options, AuthorizedSender sender, Transport transport, SiteRules rules)
{
    /// <summary>Makes a call and gives its answer's bytes, which may be none.</summary>
    public async Task<ReadOnlyMemory<byte>> CallAsync(SiteCall call, CancellationToken cancellationToken) =>
        await rules.Retry.For(call.Repeat).ExecuteAsync(
            static async (state, token) => await state.Caller.OnceAsync(state.Call, token), (Caller: this, Call: call), cancellationToken);

    /// <summary>Makes a call that must answer a JSON document.</summary>
    public async Task<T> CallAsync<T>(SiteCall call, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        Read(call, await CallAsync(call, cancellationToken), type);

    /// <summary>A JSON body.</summary>
    public static Func<Deadline, HttpContent> Json<T>(T value, JsonTypeInfo<T> type)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(value, type);
        return _ => new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
    }

    /// <summary>Reads an answer.</summary>
    public T Read<T>(SiteCall call, ReadOnlyMemory<byte> answer, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(answer.Span, type) ?? throw Unreadable(call, "it is empty");
        }
        catch (JsonException e)
        {
            throw Unreadable(call, answer.Length == 0 ? "it is empty" : $"it is not the JSON that belongs there (at '{e.Path ?? "$"}')");
        }
    }

    /// <summary>An answer that makes no sense.</summary>
    public SiteException Unreadable(SiteCall call, string reason) =>
        new(SiteFault.UnexpectedAnswer, $"The answer of {address} to {call.Name} cannot be used: {reason}.");

    private async Task<ReadOnlyMemory<byte>> OnceAsync(SiteCall call, CancellationToken cancellationToken)
    {
        using var deadline = new Deadline(rules.Time, options.CallTimeout, cancellationToken);
        using var response = await sender.SendAsync(() => Request(call, deadline), deadline);
        rules.Clock.Learn(response);
        await rules.Faults.EnsureSuccessAsync(response, call.Name, onSite: true, deadline);
        var answer = await LimitedBody.ReadAsync(response, transport, options.MaxAnswerBytes, deadline);
        return IsPage(answer.Span)
            ? throw new SiteException(
                SiteFault.Busy,
                $"In the place of {address} somebody else answers {call.Name} with a web page, as a proxy or the login page of a network does. It may pass; else check SCITRAN_RUNTIME_HOST and the proxy variables in credentials.sh.")
            : answer;
    }

    // By its text: a site of 2018 calls its own empty answers text/html. Taken for a success it would lose what was sent.
    private static bool IsPage(ReadOnlySpan<byte> answer) => answer.TrimStart(" \t\r\n"u8).StartsWith("<"u8);

    private HttpRequestMessage Request(SiteCall call, Deadline deadline)
    {
        var request = new HttpRequestMessage(call.Method, new Uri(address.Api, call.Query.Length == 0 ? call.Path : $"{call.Path}?{call.Query}"))
        {
            Content = call.Body?.Invoke(deadline),
        };
        request.Headers.Accept.ParseAdd("application/json");
        if (call.WantsPage)
        {
            request.Headers.Add("X-Accept-Feature", "pagination");
        }

        if (call.AskFirst)
        {
            request.Headers.ExpectContinue = true;
        }

        return request;
    }
}
