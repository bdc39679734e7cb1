using Microsoft.Extensions.Caching.Memory;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Pages.Views;
using MusicSync.Worker.Spotify;

namespace MusicSync.Worker.Pages;

/// <summary>
/// Who is connected to Spotify, and the playlists one may write into; asked now and then, whoever looks at however many pages.
/// A page never waits long for it.
/// </summary>
internal sealed class SpotifyConnection(SpotifyPlaylists playlists, IMemoryCache cache, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan StaysFresh = TimeSpan.FromSeconds(30);

    // Somebody who has just connected comes back to see it.
    private static readonly TimeSpan FailureStaysFresh = TimeSpan.FromSeconds(3);
    private const int MostPlaylists = 200;

    public Task<AccountView?> AccountAsync(CancellationToken cancellationToken) => RememberedAsync<AccountView?>(
        "account",
        async token => new AccountView((await playlists.UserAsync(McpCallContext.ForSomebodyWaiting, token)) is var user ? user.DisplayName ?? user.Id : null, null),
        failure => new AccountView(null, failure?.Kind is McpFailureKind.Unauthorized ? null : failure?.Message ?? "Spotify does not answer right now."),
        cancellationToken);

    /// <summary>Playlists that the user may write into; null while they cannot be told.</summary>
    public Task<IReadOnlyList<SpotifyPlaylist>?> PlaylistsAsync(CancellationToken cancellationToken) =>
        RememberedAsync<IReadOnlyList<SpotifyPlaylist>?>(
            "playlists",
            async token => await playlists.ListWritableAsync(MostPlaylists, McpCallContext.ForSomebodyWaiting, token),
            _ => null,
            cancellationToken);

    private async Task<T> RememberedAsync<T>(
        string name, Func<CancellationToken, Task<T>> ask, Func<McpFailure?, T> otherwise, CancellationToken cancellationToken)
    {
        var key = (nameof(SpotifyConnection), name);
        if (cache.TryGetValue(key, out T? known))
        {
            return known!;
        }

        using var timeout = new CancellationTokenSource(Patience, time);
        using var call = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return cache.Set(key, await ask(call.Token), StaysFresh);
        }
        catch (McpCallException exception)
        {
            return cache.Set(key, otherwise(exception.Failure), FailureStaysFresh);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return cache.Set(key, otherwise(null), FailureStaysFresh);
        }
    }
}
