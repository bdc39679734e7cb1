using System.Collections.Concurrent;
using MusicSync.McpHost.Authorization;
using MusicSync.McpHost.Failures;
using MusicSync.McpHost.Http;
using MusicSync.McpHost.Spotify;

namespace MusicSync.McpHost.SignIn;

/// <summary>The sign-in itself, whoever shows it: to Spotify with a challenge, back with a code, and the grant is kept.</summary>
internal sealed partial class SignInFlow(
    AccountsClient accounts, TokenStore store, TokenSource tokens, IServiceProvider services, TimeProvider time, ILogger<SignInFlow> logger)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _used = new();

    public SignInAttempt Begin(Uri redirectUri) => SignInAttempt.New(redirectUri, time.GetUtcNow());

    /// <summary>Where the user consents; Spotify asks even one who has consented before, who may want another account.</summary>
    public Uri ConsentAddress(SignInAttempt attempt) =>
        accounts.ConsentAddress(attempt.RedirectUri, attempt.State, attempt.Challenge, SpotifyScopes.All, asksAgain: true);

    /// <summary>What Spotify sent the browser back with.</summary>
    public async Task<SignInOutcome> FinishAsync(SignInAttempt? attempt, string? code, string? error, CancellationToken cancellationToken)
    {
        if (attempt is null)
        {
            return SignInOutcome.Foreign;
        }

        if (attempt.Until <= time.GetUtcNow())
        {
            return SignInOutcome.Expired;
        }

        if (!IsFirst(attempt))
        {
            return SignInOutcome.Foreign;
        }

        if (code is not { Length: > 0 })
        {
            return error is "access_denied" ? SignInOutcome.Denied : SignInOutcome.Failed("Spotify did not say why.");
        }

        try
        {
            return await ExchangeAsync(attempt, code, cancellationToken);
        }
        catch (SpotifyException refused)
        {
            Log.Refused(logger, refused.Failure.Kind, refused.Failure.HttpStatus);
            return refused.Failure.Kind is FailureKind.Unauthorized ? SignInOutcome.Expired : SignInOutcome.Failed(refused.Failure.Text);
        }
    }

    /// <summary>Asks Spotify whose sign-in it is, if nobody has yet.</summary>
    /// <returns>The sign-in in force, and why its account is not known.</returns>
    public async Task<(KeptSignIn? SignIn, string? Problem)> WhoAsync(CancellationToken cancellationToken)
    {
        if (store.InForce is not { AccountId: null } unnamed || tokens.Refusal is not null)
        {
            return (store.InForce, null);
        }

        try
        {
            var profile = await services.GetRequiredService<CatalogClient>().GetProfileAsync(cancellationToken);
            store.Name(unnamed.Consent, profile.Id, profile.DisplayName);
            return (store.InForce, null);
        }
        catch (SpotifyException refused)
        {
            return (store.InForce, refused.Failure.Text);
        }
    }

    public void SignOut()
    {
        store.SignOut();
        Log.SignedOut(logger);
    }

    private async Task<SignInOutcome> ExchangeAsync(SignInAttempt attempt, string code, CancellationToken cancellationToken)
    {
        var grant = await accounts.ExchangeAsync(code, attempt.Verifier, attempt.RedirectUri, cancellationToken);
        // RFC 6749, section 5.1: no scope in the answer means the scopes asked for.
        var scopes = (grant.Scope ?? SpotifyScopes.All).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (SpotifyScopes.All.Split(' ').Except(scopes).ToArray() is { Length: > 0 } missing)
        {
            return SignInOutcome.Failed($"Spotify did not grant {string.Join(", ", missing)}, which MusicSync needs.");
        }

        if (grant.RefreshToken is not { Length: > 0 } refreshToken)
        {
            return SignInOutcome.Failed("Spotify gave nothing that could be kept.");
        }

        tokens.Adopt(grant, store.SignIn(refreshToken, scopes));
        Log.SignedIn(logger);
        var (signIn, problem) = await WhoAsync(cancellationToken);
        return SignInOutcome.Connected(signIn, problem);
    }

    // The browser forgets an attempt that was used; one that sends it again all the same is told so.
    private bool IsFirst(SignInAttempt attempt)
    {
        foreach (var (state, _) in _used.Where(used => used.Value <= time.GetUtcNow()))
        {
            _used.TryRemove(state, out _);
        }

        return _used.TryAdd(attempt.State, attempt.Until);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Somebody signed in to Spotify")]
        public static partial void SignedIn(ILogger logger);

        [LoggerMessage(LogLevel.Information, "The Spotify sign-in was forgotten")]
        public static partial void SignedOut(ILogger logger);

        [LoggerMessage(LogLevel.Warning, "Spotify refused a sign-in: {Kind} (HTTP status {Status})")]
        public static partial void Refused(ILogger logger, FailureKind kind, int? status);
    }
}

/// <summary>How a sign-in ended, in words for the person in front of it.</summary>
internal sealed record SignInOutcome(bool IsConnected, string Title, string Text)
{
    public static SignInOutcome Foreign { get; } = new(
        false, "This sign-in cannot go on", "It was used already, or began in another browser or under another address. Nothing has changed.");

    public static SignInOutcome Expired { get; } = new(
        false, "This sign-in took too long", "It is good once and for ten minutes. Nothing has changed.");

    public static SignInOutcome Denied { get; } = new(
        false, "You did not agree", "Without your consent MusicSync cannot use your playlists. Nothing has changed.");

    public static SignInOutcome Failed(string why) => new(false, "Spotify could not be connected", $"{why} Nothing has changed.");

    public static SignInOutcome Connected(KeptSignIn? signIn, string? problem) => new(
        true,
        signIn is { AccountId: not null } ? $"Connected as {signIn.AccountName ?? signIn.AccountId}" : "Connected to Spotify",
        signIn?.InsteadOf is { } other ? $"Before, it was {other}: songs go to the new account from now on, and the playlists of {other} stay as they are."
            : problem is not null ? $"Spotify does not say as whom: {problem}"
            : "You can close this page.");
}
