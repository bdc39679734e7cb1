using Microsoft.Extensions.Options;
using MusicSync.McpHost.Spotify;

namespace MusicSync.McpHost.Quota;

/// <summary>
/// What Spotify's search answered, kept across restarts, because searches are the scarce resource. Only places in the
/// file are held in memory. Answers are remembered, never decisions, so that a better matcher takes effect.
/// </summary>
internal sealed partial class RememberedSearches(
    IOptions<StorageOptions> storage,
    IOptions<SpotifyOptions> spotify,
    TimeProvider time,
    ILogger<RememberedSearches> logger) : IHostedService, IDisposable
{
    public const int Capacity = 50_000;

    private readonly SearchKey _key = new(spotify.Value);
    private readonly Lock _lock = new();
    private AnswerIndex? _index;

    /// <summary>The remembered answer, else Spotify's, remembered before it is given.</summary>
    public async Task<IReadOnlyList<Track>> GetOrAskAsync(
        string query,
        Func<string, CancellationToken, Task<IReadOnlyList<Track>>> ask,
        CancellationToken cancellationToken)
    {
        var key = _key.Of(query);
        var known = Find(key);
        HostTelemetry.Searches.Add(1, new KeyValuePair<string, object?>("musicsync.remembered", known is not null));
        if (known is not null)
        {
            return known.Tracks;
        }

        var tracks = await ask(query, cancellationToken);
        Remember(new RememberedAnswer(key, time.GetUtcNow(), tracks));
        return tracks;
    }

    /// <summary>Merges what other processes left behind into one new file.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Open();
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _index?.Dispose();

    private RememberedAnswer? Find(string key)
    {
        lock (_lock)
        {
            try
            {
                return _index?.Find(key) is { } answer && answer.IsGood(time.GetUtcNow()) ? answer : null;
            }
            catch (IOException error)
            {
                Log.NotRead(logger, error.Message);
                return null;
            }
        }
    }

    private void Remember(RememberedAnswer answer)
    {
        lock (_lock)
        {
            try
            {
                _index?.Add(answer);
                if (_index is { IsMostlyStale: true })
                {
                    _index.Dispose();
                    Open();
                }
            }
            catch (IOException error)
            {
                Log.NotRemembered(logger, error.Message);
            }
        }
    }

    private void Open()
    {
        try
        {
            _index = AnswerIndex.Merge(new AnswerFolder(storage.Value.DataDirectory, logger), Capacity, time.GetUtcNow());
            Log.Opened(logger, storage.Value.DataDirectory, _index.Count);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _index = null;
            Log.Closed(logger, storage.Value.DataDirectory, error.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Search answers remembered in {Directory}: {Count}")]
        public static partial void Opened(ILogger logger, string directory, int count);

        [LoggerMessage(
            LogLevel.Error,
            "Search answers are not remembered: {Directory} cannot be used ({Problem}). Set MusicSync__DataDirectory")]
        public static partial void Closed(ILogger logger, string directory, string problem);

        [LoggerMessage(LogLevel.Warning, "A remembered search answer cannot be read: {Problem}")]
        public static partial void NotRead(ILogger logger, string problem);

        [LoggerMessage(LogLevel.Warning, "A search answer was not remembered: {Problem}")]
        public static partial void NotRemembered(ILogger logger, string problem);
    }
}
