using Microsoft.Extensions.Options;
using MusicSync.McpHost.RateLimiting;
using MusicSync.McpHost.Settings;
using MusicSync.McpHost.Spotify;

namespace MusicSync.McpHost.Caching;

/// <summary>
/// Spotify's search behind what it has answered before, across restarts, because searches are the scarce resource. Answers
/// are remembered, never decisions, so that a better matcher takes effect.
/// </summary>
internal sealed class RememberedSearches(
    IOptions<StorageOptions> storage,
    IOptions<SpotifyOptions> spotify,
    TimeProvider time,
    ILogger<RememberedSearches> logger) : IDisposable
{
    public const int Capacity = 50_000;

    private readonly SearchKey _key = new(spotify.Value);
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
        HostTelemetry.Searches.Add(1, new KeyValuePair<string, object?>("musicsync.remembered", known is not null));
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
