using System.Net;
using System.Net.Http.Headers;
using MusicSync.McpHost.Authorization;

namespace MusicSync.McpHost.Http;

/// <summary>Adds the access token. After a 401, which Spotify answers before it does anything, any call is repeated once.</summary>
internal sealed class BearerTokenHandler(TokenSource tokens) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var token = await tokens.GetAsync(cancellationToken);
        var response = await SendAsync(request, token, cancellationToken);
        if (response.StatusCode is not HttpStatusCode.Unauthorized)
        {
            return response;
        }

        response.Dispose();
        SpotifyCall.Of(request).MayHaveRun = false;
        var fresh = await tokens.ReplaceAsync(token, cancellationToken);
        return await SendAsync(request, fresh, cancellationToken);
    }

    private Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, AccessToken token, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Value);
        return base.SendAsync(request, cancellationToken);
    }
}
