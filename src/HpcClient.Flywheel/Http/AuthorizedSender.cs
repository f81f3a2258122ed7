using System.Net;
using HpcClient.Flywheel.Access;

namespace HpcClient.Flywheel.Http;

/// <summary>Sends requests to the site with our credential; a key that is not good any more is replaced once.</summary>
internal sealed class AuthorizedSender(Transport transport, SiteSession session)
{
    /// <param name="request">Makes the request; may be asked twice. The site did nothing with one that it answered with 401.</param>
    /// <param name="deadline">Limit of the call; logging in has its own.</param>
    public async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> request, Deadline deadline)
    {
        var credential = await session.CurrentAsync(deadline.Caller);
        deadline.Restart();
        var response = await SendAsync(request(), credential, deadline);
        if (response.StatusCode != HttpStatusCode.Unauthorized)
        {
            return response;
        }

        response.Dispose();
        credential = await session.RenewAsync(credential, deadline.Caller);
        deadline.Restart();
        return await SendAsync(request(), credential, deadline);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, Credential credential, Deadline deadline)
    {
        credential.ApplyTo(request);
        return await transport.SendAsync(request, deadline);
    }
}
