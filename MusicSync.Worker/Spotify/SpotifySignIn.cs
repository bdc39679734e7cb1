using System.Text.Json;

namespace MusicSync.Worker.Spotify;

/// <summary>Asks the MCP host about the sign-in at Spotify. The host answers from what it knows and asks Spotify nothing.</summary>
internal sealed partial class SpotifySignIn(IHttpClientFactory clients, TimeProvider time, ILogger<SpotifySignIn> logger)
{
    public const string HttpClientName = "spotify-sign-in";

    // Whoever asks for a status waits for it.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StaysFresh = TimeSpan.FromSeconds(10);

    private static readonly Uri Address = new("signin/grant", UriKind.Relative);

    private volatile Answer? _latest;

    /// <summary>Where somebody signs in, as the host told last; null while it has not, or does not know its public name.</summary>
    public async Task<Uri?> PageAsync(CancellationToken cancellationToken) => (await RecentAsync(cancellationToken))?.Page;

    /// <summary>The sign-in as the host told last, at most ten seconds ago if it answers; null while it never has.</summary>
    public async Task<SpotifyGrant?> RecentAsync(CancellationToken cancellationToken)
    {
        if (_latest is not { } latest || time.GetElapsedTime(latest.At) > StaysFresh)
        {
            await AskAsync(cancellationToken);
        }

        return _latest?.Grant;
    }

    /// <summary>The sign-in in force; null when the host does not answer.</summary>
    public async Task<SpotifyGrant?> AskAsync(CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            using var http = clients.CreateClient(HttpClientName);
            var grant = await http.GetFromJsonAsync<SpotifyGrant>(Address, JsonSerializerOptions.Web, stop.Token);
            _latest = new Answer(grant, time.GetTimestamp());
            return grant;
        }
        catch (Exception silence) when (silence is HttpRequestException or JsonException
            || (silence is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            Log.NotAnswered(logger, silence.Message);
            _latest = new Answer(_latest?.Grant, time.GetTimestamp());
            return null;
        }
    }

    private sealed record Answer(SpotifyGrant? Grant, long At);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "The MCP host does not say who is signed in: {Problem}")]
        public static partial void NotAnswered(ILogger logger, string problem);
    }
}

/// <summary>Where the MCP host is; the address may be a service discovery name.</summary>
internal sealed record SpotifyHost(Uri Address);

/// <summary>What the host says of the sign-in; its README explains the members.</summary>
internal sealed record SpotifyGrant(string State, string? Id, string? Account = null, DateTimeOffset? EndsAt = null, Uri? Page = null, string? AccountId = null)
{
    private const string Connected = "connected";

    /// <summary>Whether calls can be made, as far as the host knows.</summary>
    public bool IsGood => State == Connected;
}
