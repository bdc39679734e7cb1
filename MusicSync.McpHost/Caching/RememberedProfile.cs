using MusicSync.McpHost.Spotify;

namespace MusicSync.McpHost.Caching;

/// <summary>Who is signed in. Read once: another user means another refresh token, hence another process.</summary>
internal sealed class RememberedProfile
{
    private UserProfile? _profile;

    public async Task<UserProfile> GetOrAskAsync(
        Func<CancellationToken, Task<UserProfile>> ask, CancellationToken cancellationToken) =>
        _profile ??= await ask(cancellationToken);
}
