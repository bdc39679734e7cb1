using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using MusicSync.McpHost.Failures;
using MusicSync.McpHost.Settings;
using MusicSync.ServiceDefaults;

namespace MusicSync.McpHost.Authorization;

/// <summary>
/// Gives out the access token and replaces it shortly before it expires. Any number of callers share one refresh,
/// because a refresh token that rotates is spent by the first of two.
/// </summary>
internal sealed partial class TokenSource(
    AccountsClient accounts,
    TokenStore store,
    IOptions<SpotifyOptions> options,
    IMeterFactory meters,
    TimeProvider time,
    ILogger<TokenSource> logger)
{
    private static readonly TimeSpan MaxLead = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan UnstatedLifetime = TimeSpan.FromHours(1);

    private static readonly ActivitySource Spans = new(TelemetrySources.MusicSync);

    private readonly Counter<long> _refreshes = meters.Create(TelemetrySources.MusicSync)
        .CreateCounter<long>("musicsync.spotify.refreshes", "{refresh}", "Access tokens asked for.");

    private readonly Lock _lock = new();
    private AccessToken? _current;
    private Task<AccessToken>? _refresh;
    private string? _refreshOf;
    private (SpotifyFailure Failure, DateTimeOffset Until, string? Consent)? _refusal;

    /// <summary>Why no call is made now, and until when nobody asks again; null when calls can be made.</summary>
    public (SpotifyFailure Failure, DateTimeOffset Until)? Refusal
    {
        get
        {
            var consent = store.InForce?.Consent;
            lock (_lock)
            {
                return _refusal is { Failure: var failure, Until: var until, Consent: var refused } && refused == consent && until - time.GetUtcNow() is var left && left > TimeSpan.Zero
                    ? (failure with { RetryAfter = left }, until)
                    : null;
            }
        }
    }

    /// <summary>Whether Spotify refused the sign-in in force when it was last asked, however long ago.</summary>
    public bool IsRefused
    {
        get
        {
            var consent = store.InForce?.Consent;
            lock (_lock)
            {
                return _refusal is { Consent: var refused } && refused == consent;
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

    /// <summary>Takes the access token that came with a consent, which saves a refresh.</summary>
    public void Adopt(Grant grant, KeptSignIn signIn) => Keep(grant, signIn);

    // A token of another sign-in than the one in force is no token: somebody else has signed in meanwhile, or out.
    private Task<AccessToken> TokenOrRefresh(Predicate<AccessToken> isGood)
    {
        var consent = store.InForce?.Consent;
        lock (_lock)
        {
            if (_current is { } token && token.Consent == consent && isGood(token))
            {
                return Task.FromResult(token);
            }

            if (_refresh is { IsCompleted: false } running && _refreshOf == consent)
            {
                return running;
            }

            _refreshOf = consent;
            return _refresh = RefreshAsync();
        }
    }

    // Not cancelled by any caller: it serves them all. The accounts client has its own time-out.
    private async Task<AccessToken> RefreshAsync()
    {
        var signIn = Credentials();
        using var span = Spans.StartActivity("spotify.refresh_token", ActivityKind.Internal);
        try
        {
            var grant = await RefreshAsync(signIn);
            Count("ok");
            return Keep(grant, signIn);
        }
        catch (SpotifyException error)
        {
            span?.SetStatus(ActivityStatusCode.Error, error.Failure.Kind.ToString());
            Count(error.Failure.Kind.Name());
            Log.Refused(logger, error.Failure.Kind, error.Failure.HttpStatus);
            Remember(error.Failure, signIn);
            ThrowIfRefused();
            throw;
        }
    }

    // "ok", or the kind of the failure.
    private void Count(string outcome) => _refreshes.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    private async Task<Grant> RefreshAsync(KeptSignIn signIn)
    {
        try
        {
            return await accounts.RefreshAsync(signIn.RefreshToken, CancellationToken.None);
        }
        catch (SpotifyException refused) when (refused.Failure.Kind is FailureKind.Unauthorized
            && store.InForce is { } newer && newer.Consent == signIn.Consent && newer.RefreshToken != signIn.RefreshToken)
        {
            // Another host on this data directory was faster and has spent ours.
            return await accounts.RefreshAsync(newer.RefreshToken, CancellationToken.None);
        }
    }

    private KeptSignIn Credentials()
    {
        ThrowIfRefused();
        return string.IsNullOrWhiteSpace(options.Value.ClientId) ? throw new SpotifyException(GrantRefusal.NoCredentials)
            : store.InForce ?? throw new SpotifyException(GrantRefusal.NoSignIn);
    }

    private AccessToken Keep(Grant grant, KeptSignIn signIn)
    {
        var lifetime = grant.ExpiresIn is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : UnstatedLifetime;
        var lead = lifetime / 10 < MaxLead ? lifetime / 10 : MaxLead;
        store.Follow(signIn, grant.RefreshToken is { Length: > 0 } rotated ? rotated : null);
        var token = new AccessToken(grant.AccessToken!, signIn.Consent, time.GetUtcNow() + lifetime - lead);
        lock (_lock)
        {
            _refusal = null;
            return _current = token;
        }
    }

    private void Remember(SpotifyFailure failure, KeptSignIn signIn)
    {
        if (failure.Kind is FailureKind.Unauthorized or FailureKind.Misconfigured)
        {
            lock (_lock)
            {
                // A refused grant stays refused; asking again now and then lets a spurious refusal heal by itself.
                _refusal = (failure, time.GetUtcNow() + options.Value.SignInRecheck, signIn.Consent);
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

/// <summary>An access token and the moment from which it is replaced before use.</summary>
internal sealed class AccessToken(string value, string consent, DateTimeOffset replaceAt)
{
    public string Value { get; } = value;

    /// <summary>The consent that it stands for.</summary>
    public string Consent { get; } = consent;

    public DateTimeOffset ReplaceAt { get; } = replaceAt;

    // A record would print the token wherever somebody logs the object.
    public override string ToString() => "access token";
}

/// <summary>Degraded, not unhealthy, without credentials: the host answers every call with what to do. Never calls Spotify.</summary>
internal sealed class CredentialsCheck(
    IOptions<SpotifyOptions> options, TokenStore store, TokenSource tokens, SignInAddress address, TimeProvider time) : IHealthCheck
{
    private static readonly TimeSpan WarnedBefore = TimeSpan.FromDays(30);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Check(options.Value));

    private HealthCheckResult Check(SpotifyOptions spotify) =>
        string.IsNullOrWhiteSpace(spotify.ClientId) ? HealthCheckResult.Degraded(GrantRefusal.NoCredentials.Text)
        : store.InForce is not { } signIn ? HealthCheckResult.Degraded(address.AddTo(GrantRefusal.NoSignIn).Text)
        : tokens.Refusal is { } refusal ? HealthCheckResult.Degraded(address.AddTo(refusal.Failure).Text)
        : signIn.EndsAt is { } ends && ends - WarnedBefore <= time.GetUtcNow() ? HealthCheckResult.Degraded(Ends(ends))
        : HealthCheckResult.Healthy(tokens.GoodUntil is { } until ? $"Access token good until {until.UtcDateTime:O}." : "No access token asked for yet.");

    private string Ends(DateTimeOffset ends) => string.Create(
        CultureInfo.InvariantCulture,
        $"The Spotify sign-in {(ends <= time.GetUtcNow() ? "ended" : "ends")} on {ends.UtcDateTime:yyyy-MM-dd}, six months after consent. {address.HowTo}");
}
