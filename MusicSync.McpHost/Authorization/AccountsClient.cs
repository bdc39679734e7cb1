using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using MusicSync.McpHost.Failures;
using MusicSync.McpHost.Settings;

namespace MusicSync.McpHost.Authorization;

/// <summary>The accounts service: one form post, with the app's secret or, for an app without one, its id (PKCE).</summary>
internal sealed class AccountsClient(IHttpClientFactory clients, IOptions<SpotifyOptions> options, TimeProvider time)
{
    public const string HttpClientName = "spotify-accounts";

    public async Task<Grant> RefreshAsync(string refreshToken, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/token");
        Dictionary<string, string> form = new() { ["grant_type"] = "refresh_token", ["refresh_token"] = refreshToken };
        Identify(request, form);
        request.Content = new FormUrlEncodedContent(form);

        using var response = await SendAsync(request, cancellationToken);
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode
            ? Parse(body)
            : throw new SpotifyException(GrantRefusal.Of(
                ErrorReply.Read((int)response.StatusCode, body, RetryAfter.Of(response, time.GetUtcNow()))));
    }

    private void Identify(HttpRequestMessage request, Dictionary<string, string> form)
    {
        var app = options.Value;
        if (string.IsNullOrWhiteSpace(app.ClientSecret))
        {
            form["client_id"] = app.ClientId!;
            return;
        }

        var pair = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{app.ClientId}:{app.ClientSecret}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", pair);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await clients.CreateClient(HttpClientName).SendAsync(request, cancellationToken);
        }
        catch (Exception lost) when (lost is HttpRequestException or TaskCanceledException)
        {
            throw new SpotifyException(GrantRefusal.Unreachable, lost);
        }
    }

    private static Grant Parse(string body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, GrantJson.Default.Grant) is { AccessToken: not null } grant
                ? grant
                : throw new SpotifyException(GrantRefusal.Unreadable);
        }
        catch (JsonException)
        {
            // The exception would quote the body.
            throw new SpotifyException(GrantRefusal.Unreadable);
        }
    }
}
