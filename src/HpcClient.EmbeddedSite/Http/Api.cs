using HpcClient.EmbeddedSite.Auth;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace HpcClient.EmbeddedSite.Http;

/// <summary>Registers routes under <c>/api</c>; each handler gets an authenticated call.</summary>
/// <param name="routes">Where they go.</param>
/// <param name="identify">Finds out who calls.</param>
internal sealed class Api(IEndpointRouteBuilder routes, Func<HttpRequest, Caller> identify)
{
    public void Get(string pattern, Func<ApiCall, Task> handler) => Map(pattern, ["GET"], handler);

    public void Post(string pattern, Func<ApiCall, Task> handler) => Map(pattern, ["POST"], handler);

    public void Put(string pattern, Func<ApiCall, Task> handler) => Map(pattern, ["PUT"], handler);

    public void Delete(string pattern, Func<ApiCall, Task> handler) => Map(pattern, ["DELETE"], handler);

    public void PostOrPut(string pattern, Func<ApiCall, Task> handler) => Map(pattern, ["POST", "PUT"], handler);

    private void Map(string pattern, string[] methods, Func<ApiCall, Task> handler)
    {
        RequestDelegate serve = http => handler(new(http, identify(http.Request)));
        routes.MapMethods("/api" + pattern, methods, serve);
    }
}
