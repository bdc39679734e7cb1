using System.Diagnostics;
using Microsoft.Extensions.Options;
using MusicSync.McpHost.Failures;
using MusicSync.McpHost.Settings;

namespace MusicSync.McpHost.Authorization;

/// <summary>
/// Gives out the access token and replaces it shortly before it expires. Any number of callers share one refresh,
/// because a refresh token that rotates is spent by the first of two.
/// </summary>
internal sealed partial class TokenSource(
    AccountsClient accounts,
    TokenStore store,
    IOptions<SpotifyOptions> options,
    SpotifyCounters counters,
    TimeProvider time,
    ILogger<TokenSource> logger)
{
    private static readonly TimeSpan LongestLead = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan UnstatedLifetime = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private AccessToken? _current;
    private Task<AccessToken>? _refresh;
    private (SpotifyFailure Failure, DateTimeOffset Until)? _refusal;

    /// <summary>Why no call is made now, and until when nobody asks again; null when calls can be made.</summary>
    public (SpotifyFailure Failure, DateTimeOffset Until)? Refusal
    {
        get
        {
            lock (_lock)
            {
                return _refusal is { Failure: var failure, Until: var until } && until - time.GetUtcNow() is var left && left > TimeSpan.Zero
                    ? (failure with { RetryAfter = left }, until)
                    : null;
            }
        }
    }

    /// <summary>When the access token will be replaced; null while there is none.</summary>
    public DateTimeOffset? GoodUntil
    {
        get
        {
            lock (_lock)
            {
                return _current?.ReplaceAt;
            }
        }
    }

    /// <summary>Stops a call whose token was good when it was given out.</summary>
    public void ThrowIfRefused()
    {
        if (Refusal is { } refusal)
        {
            throw new SpotifyException(refusal.Failure);
        }
    }

    /// <summary>A token that is good for at least one call.</summary>
    public Task<AccessToken> GetAsync(CancellationToken cancellationToken) =>
        TokenOrRefresh(token => token.ReplaceAt > time.GetUtcNow()).WaitAsync(cancellationToken);

    /// <summary>Another token than the one that Spotify just refused; refreshes only if nobody else has done so meanwhile.</summary>
    public Task<AccessToken> ReplaceAsync(AccessToken refused, CancellationToken cancellationToken) =>
        TokenOrRefresh(token => token != refused).WaitAsync(cancellationToken);

    private Task<AccessToken> TokenOrRefresh(Predicate<AccessToken> isGood)
    {
        lock (_lock)
        {
            return _current is { } token && isGood(token)
                ? Task.FromResult(token)
                : _refresh is { IsCompleted: false } running ? running : _refresh = RefreshAsync();
        }
    }

    // Not cancelled by any caller: it serves them all. The accounts client has its own time-out.
    private async Task<AccessToken> RefreshAsync()
    {
        var refreshToken = Credentials();
        using var span = HostTelemetry.Source.StartActivity("spotify.refresh_token", ActivityKind.Internal);
        try
        {
            var grant = await RefreshAsync(refreshToken);
            counters.Refreshed("ok");
            return Keep(grant);
        }
        catch (SpotifyException error)
        {
            span?.SetStatus(ActivityStatusCode.Error, error.Failure.Kind.ToString());
            counters.Refreshed(error.Failure.Kind.Name());
            Log.Refused(logger, error.Failure.Kind, error.Failure.HttpStatus);
            Remember(error.Failure);
            ThrowIfRefused();
            throw;
        }
    }

    private async Task<Grant> RefreshAsync(string refreshToken)
    {
        try
        {
            return await accounts.RefreshAsync(refreshToken, CancellationToken.None);
        }
        catch (SpotifyException refused) when (refused.Failure.Kind is FailureKind.Unauthorized
            && store.Current is { } newer && newer != refreshToken)
        {
            // Another host on this data directory was faster and has spent ours.
            return await accounts.RefreshAsync(newer, CancellationToken.None);
        }
    }

    private string Credentials()
    {
        ThrowIfRefused();
        return string.IsNullOrWhiteSpace(options.Value.ClientId) ? throw new SpotifyException(GrantRefusal.NoCredentials)
            : store.Current ?? throw new SpotifyException(GrantRefusal.NoSignIn);
    }

    private AccessToken Keep(Grant grant)
    {
        var lifetime = grant.ExpiresIn is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : UnstatedLifetime;
        var lead = lifetime / 10 < LongestLead ? lifetime / 10 : LongestLead;
        if (grant.RefreshToken is { Length: > 0 } rotated && rotated != store.Current)
        {
            store.Keep(rotated);
        }

        lock (_lock)
        {
            _refusal = null;
            return _current = new AccessToken(grant.AccessToken!, time.GetUtcNow() + lifetime - lead);
        }
    }

    private void Remember(SpotifyFailure failure)
    {
        if (failure.Kind is FailureKind.Unauthorized or FailureKind.Misconfigured)
        {
            lock (_lock)
            {
                // A refused grant stays refused; asking again now and then lets a spurious refusal heal by itself.
                _refusal = (failure, time.GetUtcNow() + options.Value.SignInRecheck);
                _current = null;
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Spotify gave no access token: {Kind} (HTTP status {Status})")]
        public static partial void Refused(ILogger logger, FailureKind kind, int? status);
    }
}
