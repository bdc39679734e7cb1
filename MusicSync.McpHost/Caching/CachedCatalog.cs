using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.Options;
using MusicSync.McpHost.Authorization;
using MusicSync.McpHost.RateLimiting;
using MusicSync.McpHost.Settings;
using MusicSync.McpHost.Spotify;
using MusicSync.ServiceDefaults;

namespace MusicSync.McpHost.Caching;

/// <summary>The catalogue behind the answers it has given before.</summary>
internal sealed class CachedCatalog(CatalogClient spotify, SearchCache searches)
{
    public Task<IReadOnlyList<Track>> SearchAsync(string query, CancellationToken cancellationToken) =>
        searches.GetOrAskAsync(query, spotify.SearchAsync, cancellationToken);

    public Task<Track> GetTrackAsync(string id, CancellationToken cancellationToken) => spotify.GetTrackAsync(id, cancellationToken);

    public Task<Album> GetAlbumAsync(string id, int offset, CancellationToken cancellationToken) =>
        spotify.GetAlbumAsync(id, offset, cancellationToken);
}

/// <summary>
/// What Spotify's search has answered, across restarts, because searches are the scarce resource. Answers are remembered,
/// never decisions, so that a better matcher takes effect.
/// </summary>
internal sealed class SearchCache(
    IOptions<StorageOptions> storage,
    IOptions<SpotifyOptions> spotify,
    TokenStore signIns,
    TimeProvider time,
    ILogger<SearchCache> logger) : IDisposable
{
    public const int Capacity = 50_000;

    private static readonly Meter Meter = new(TelemetrySources.MusicSync);
    private static readonly Counter<long> Searches = Meter.CreateCounter<long>("musicsync.searches", "{search}");

    private readonly SearchKey _key = new(spotify.Value, signIns);
    private readonly AnswerStore _store = new(storage.Value.DataDirectory, Capacity, time, logger);
    private readonly SharedAsks<IReadOnlyList<Track>> _asks = new();

    /// <summary>The remembered answer, else Spotify's, remembered before it is given. Who asks the same meanwhile waits for it.</summary>
    public async Task<IReadOnlyList<Track>> GetOrAskAsync(
        string query,
        Func<string, CancellationToken, Task<IReadOnlyList<Track>>> ask,
        CancellationToken cancellationToken)
    {
        var key = _key.Of(query);
        var known = _store.Find(key);
        Searches.Add(1, new KeyValuePair<string, object?>("musicsync.remembered", known is not null));
        return known ?? await _asks.JoinAsync(key, CurrentPriority.Value, AskAsync, cancellationToken);

        async Task<IReadOnlyList<Track>> AskAsync(CancellationToken stop)
        {
            // A call that ended between the look above and now has answered it.
            if (_store.Find(key) is { } meanwhile)
            {
                return meanwhile;
            }

            var tracks = await ask(query, stop);
            _store.Add(key, tracks);
            return tracks;
        }
    }

    public void Dispose() => _store.Dispose();
}

/// <summary>Under which name an answer is remembered: the query as search reads it, and whose catalogue was asked.</summary>
internal sealed class SearchKey(SpotifyOptions spotify, TokenStore signIns)
{
    /// <summary>Case and spacing make no difference to Spotify's search; accents may.</summary>
    public string Of(string query)
    {
        var text = query.Normalize(NormalizationForm.FormC).ToLowerInvariant();
        var words = text.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries);
        return $"{Account()} {string.Join(' ', words)}";
    }

    // The catalogue depends on the user's country, which Spotify no longer tells; so the account, or the sign-in, stands for it.
    private string Account() => signIns.InForce is { } signIn
        ? Fingerprint.Of($"{spotify.ApiUrl}\n{spotify.ClientId}\n{(signIn.ConsentKey is null ? null : signIn.AccountId) ?? signIn.Consent}")
        : Fingerprint.Of($"{spotify.ApiUrl}\n{spotify.ClientId}");
}
