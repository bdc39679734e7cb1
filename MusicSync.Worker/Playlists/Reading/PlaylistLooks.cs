using MusicSync.Worker.Mcp;

namespace MusicSync.Worker.Playlists.Reading;

/// <summary>
/// Looks at playlists that were begun before a writer asks for them: beside the search for the song that is to be written.
/// They are kept in this process, for a moment and for one taker; a writer that finds none, or an old one, looks itself.
/// </summary>
internal sealed class PlaylistLooks(PlaylistReader reader, TimeProvider time)
{
    /// <summary>How long what was read of a list counts as just read.</summary>
    public static readonly TimeSpan StaysFresh = TimeSpan.FromSeconds(3);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Begun> _looks = new(StringComparer.Ordinal);

    /// <summary>Looks at a playlist, unless another look at it is on its way or just done; gives up when it would be of no use.</summary>
    /// <param name="playlistId">The playlist.</param>
    /// <param name="context">For whom.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>A task that ends with the look, whether it saw anything or not: whoever needs the list asks again.</returns>
    public Task LookAsync(string playlistId, McpCallContext context, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Forget();
            if (!_looks.TryGetValue(playlistId, out var begun))
            {
                var askedAt = time.GetUtcNow();
                _looks[playlistId] = begun = new Begun(askedAt, ReadAsync(playlistId, askedAt, context, cancellationToken));
            }

            return begun.Look;
        }
    }

    /// <summary>Takes a playlist's look, so that nobody else builds on it; waits for one that is on its way.</summary>
    /// <param name="playlistId">The playlist.</param>
    /// <returns>The look; null when there is none that is fresh.</returns>
    public async Task<PlaylistLook?> TakeAsync(string playlistId)
    {
        Begun? taken;
        lock (_lock)
        {
            Forget();
            _looks.Remove(playlistId, out taken);
        }

        return taken is not null && await taken.Look is { } look && IsFresh(look.AskedAt) ? look : null;
    }

    private async Task<PlaylistLook?> ReadAsync(
        string playlistId, DateTimeOffset askedAt, McpCallContext context, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(StaysFresh, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await reader.LookAsync(playlistId, context, stop.Token) is { } rows ? new PlaylistLook(rows, askedAt) : null;
        }
        catch (Exception exception) when (exception is McpCallException or OperationCanceledException)
        {
            // The writer meets the same by itself, and there it counts.
            return null;
        }
    }

    private bool IsFresh(DateTimeOffset askedAt) => time.GetUtcNow() - askedAt < StaysFresh;

    private void Forget()
    {
        foreach (var (playlistId, _) in _looks.Where(begun => !IsFresh(begun.Value.AskedAt)).ToList())
        {
            _looks.Remove(playlistId);
        }
    }

    private sealed record Begun(DateTimeOffset AskedAt, Task<PlaylistLook?> Look);
}

/// <summary>A list as somebody has just read it.</summary>
/// <param name="Rows">All rows.</param>
/// <param name="AskedAt">When they were asked for.</param>
internal sealed record PlaylistLook(PlaylistRows Rows, DateTimeOffset AskedAt);
