using System.Collections.Concurrent;
using MusicSync.SpotifySimulator.Catalog;

namespace MusicSync.SpotifySimulator.Accounts;

/// <summary>Consents and the access tokens issued for them. Safe for parallel use.</summary>
public sealed class Grants
{
    private readonly ConcurrentDictionary<string, Grant> _grants = [];
    private readonly ConcurrentDictionary<string, AccessToken> _tokens = [];
    private readonly TimeSpan _tokenLifetime;
    private readonly TimeProvider _time;

    internal Grants(TimeSpan tokenLifetime, TimeProvider time)
    {
        _tokenLifetime = tokenLifetime;
        _time = time;
        Renew(SimulatorAccount.RefreshToken, Scopes.All);
    }

    /// <summary>The user consents (again): the refresh token is good from now on, with exactly these scopes.</summary>
    /// <param name="refreshToken">An old token or a new one.</param>
    /// <param name="scopes">Replaces what was granted before, for access tokens already issued too.</param>
    public void Renew(string refreshToken, IReadOnlyList<string> scopes) =>
        Renew(refreshToken, _grants.GetValueOrDefault(refreshToken)?.User ?? SimulatorAccount.Users[0], scopes);

    internal void Renew(string refreshToken, SimulatedUser user, IReadOnlyList<string> scopes) =>
        _grants[refreshToken] = new Grant(refreshToken, user, scopes, _time.GetUtcNow());

    /// <summary>The user takes the consent back: no refresh, and the access tokens issued for it are dead.</summary>
    /// <param name="refreshToken">The token of the consent.</param>
    public void Revoke(string refreshToken) => SetRevoked(refreshToken, true);

    /// <summary>Undoes <see cref="Revoke"/>, as a user who signs in again would.</summary>
    /// <param name="refreshToken">The token of the consent.</param>
    public void Restore(string refreshToken) => SetRevoked(refreshToken, false);

    /// <summary>An access token dies now instead of an hour after its issue.</summary>
    /// <param name="accessToken">The token as sent in the Authorization header.</param>
    public void Expire(string accessToken)
    {
        if (_tokens.TryGetValue(accessToken, out var token))
        {
            _tokens[accessToken] = token with { ExpiresAt = _time.GetUtcNow() };
        }
    }

    internal string IssueFor(string refreshToken) => Issue(FindGood(refreshToken)
        ?? throw new InvalidOperationException($"The grant of {refreshToken} is revoked or too old.")).Value;

    internal TimeSpan TokenLifetime => _tokenLifetime;

    internal IReadOnlyCollection<string> AccessTokens => [.. _tokens.Keys];

    internal IReadOnlyCollection<string> RefreshTokens => [.. _grants.Keys];

    internal Grant? FindGood(string refreshToken) =>
        _grants.TryGetValue(refreshToken, out var grant) && grant.IsGoodAt(_time.GetUtcNow()) ? grant : null;

    internal bool IsKnown(string refreshToken) => _grants.ContainsKey(refreshToken);

    internal AccessToken Issue(Grant? grant)
    {
        var token = new AccessToken(StableId.New(), grant?.RefreshToken, _time.GetUtcNow() + _tokenLifetime);
        _tokens[token.Value] = token;

        return token;
    }

    /// <summary>The caller behind a bearer token; expired and unknown tokens answer in Spotify's own words.</summary>
    internal (Caller? Caller, string Refusal) Authenticate(string accessToken)
    {
        if (!_tokens.TryGetValue(accessToken, out var token))
        {
            return (null, "Invalid access token");
        }

        if (token.ExpiresAt <= _time.GetUtcNow())
        {
            return (null, "The access token expired");
        }

        if (token.RefreshToken is null)
        {
            return (new Caller(accessToken, User: null, []), "");
        }

        return _grants.TryGetValue(token.RefreshToken, out var grant) && !grant.Revoked
            ? (new Caller(accessToken, grant.User, grant.Scopes), "")
            : (null, "Invalid access token");
    }

    private void SetRevoked(string refreshToken, bool revoked)
    {
        if (_grants.TryGetValue(refreshToken, out var grant))
        {
            grant.Revoked = revoked;
        }
    }
}
