using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using MusicSync.McpHost.Failures;
using MusicSync.McpHost.Settings;

namespace MusicSync.McpHost.Authorization;

/// <summary>The accounts service: one form post, with the app's secret or, for an app without one, its id (PKCE).</summary>
internal sealed class AccountsClient(IHttpClientFactory clients, IOptions<SpotifyOptions> options, TimeProvider time)
{
    public const string HttpClientName = "spotify-accounts";

    public Task<Grant> RefreshAsync(string refreshToken, CancellationToken cancellationToken) =>
        AskAsync(new() { ["grant_type"] = "refresh_token", ["refresh_token"] = refreshToken }, cancellationToken);

    /// <summary>Fetches what the user has consented to; the code is good once, for ten minutes.</summary>
    public Task<Grant> ExchangeAsync(string code, string verifier, Uri redirectUri, CancellationToken cancellationToken) => AskAsync(
        new()
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = redirectUri.AbsoluteUri,
            ["code_verifier"] = verifier,
        },
        cancellationToken);

    /// <summary>Where the user consents.</summary>
    public Uri ConsentAddress(Uri redirectUri, string state, string challenge, string scopes, bool asksAgain) => new(
        QueryHelpers.AddQueryString(
            new Uri(SpotifyConnection.AsDirectory(options.Value.AccountsUrl), "authorize").AbsoluteUri,
            new Dictionary<string, string?>
            {
                ["client_id"] = options.Value.ClientId,
                ["response_type"] = "code",
                ["redirect_uri"] = redirectUri.AbsoluteUri,
                ["scope"] = scopes,
                ["state"] = state,
                ["code_challenge_method"] = "S256",
                ["code_challenge"] = challenge,
                ["show_dialog"] = asksAgain ? "true" : null,
            }));

    private async Task<Grant> AskAsync(Dictionary<string, string> form, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/token");
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
