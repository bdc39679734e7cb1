using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using MusicSync.McpHost.Failures;
using Polly.Timeout;

namespace MusicSync.McpHost.Http;

/// <summary>Sends one call through the pipeline and turns everything but a good answer into a <see cref="SpotifyException"/>.</summary>
internal sealed class SpotifyTransport(HttpClient http, TimeProvider time)
{
    public async Task<T> ReadAsync<T>(
        string path, string? scope, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        var call = SpotifyCall.Read(scope);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await SendAsync(request, call, type, cancellationToken);
    }

    /// <summary>
    /// Sends a write. The caller's token counts only until it is sent: cancelling it later would leave a change that
    /// nobody knows about, so from then on the pipeline's own time-out is the only end.
    /// </summary>
    public async Task<T> WriteAsync<T>(
        HttpMethod method, string path, HttpContent body, WriteDeadline deadline, JsonTypeInfo<T> type)
    {
        var call = SpotifyCall.Write(SpotifyScopes.WritePlaylists, deadline);
        using var request = new HttpRequestMessage(method, path) { Content = body };
        return await SendAsync(request, call, type, CancellationToken.None);
    }

    private async Task<T> SendAsync<T>(
        HttpRequestMessage request, SpotifyCall call, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        call.AttachTo(request);
        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            var body = await response.Content.ReadAsStringAsync(cancellationToken);
            return response.IsSuccessStatusCode ? Parse(body, response, call, type) : throw Refused(body, response, call);
        }
        catch (TimeoutRejectedException timeout)
        {
            var what = $"Spotify did not answer within {timeout.Timeout.TotalSeconds:0.#} s.";
            throw Unreachable(what, call.MayHaveRun, call, timeout);
        }
        catch (HttpRequestException lost)
        {
            throw Unreachable("The connection to Spotify failed.", call.MayHaveRun && !NeverConnected(lost), call, lost);
        }
    }

    private T Parse<T>(string body, HttpResponseMessage response, SpotifyCall call, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(body, type) ?? throw new JsonException("The answer is null.");
        }
        catch (JsonException)
        {
            throw Refused("", response, call);
        }
    }

    private SpotifyException Refused(string body, HttpResponseMessage response, SpotifyCall call) =>
        new(FailureClassification.Of(
            ErrorReply.Read((int)response.StatusCode, body, RetryAfter.Of(response, time.GetUtcNow())), call.IsWrite, call.Scope));

    private static SpotifyException Unreachable(string what, bool mayHaveRun, SpotifyCall call, Exception cause)
    {
        var outcomeUnknown = call.IsWrite && mayHaveRun;
        return new SpotifyException(
            new SpotifyFailure(FailureKind.UpstreamUnavailable, FailureText.Unavailable(what, outcomeUnknown))
            {
                OutcomeUnknown = outcomeUnknown,
            },
            cause);
    }

    private static bool NeverConnected(HttpRequestException error) => error.HttpRequestError
        is HttpRequestError.ConnectionError
        or HttpRequestError.NameResolutionError
        or HttpRequestError.SecureConnectionError
        or HttpRequestError.ProxyTunnelError;
}
