using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using MusicSync.SpotifySimulator.Catalog;

namespace MusicSync.SpotifySimulator.Accounts;

/// <summary>What the user agreed to at <c>/authorize</c>, waiting for the app to fetch it.</summary>
internal sealed record Authorization(
    SimulatedUser User,
    string RedirectUri,
    IReadOnlyList<string> Scopes,
    string? CodeChallenge,
    DateTimeOffset ExpiresAt)
{
    /// <summary>RFC 7636, S256: the challenge is the base64url SHA-256 of the verifier.</summary>
    public bool Accepts(string? verifier) => CodeChallenge is null
        ? verifier is null
        : verifier is { Length: >= 43 and <= 128 }
            && WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))) == CodeChallenge;
}

/// <summary>Codes between consent and exchange: each good for one exchange within ten minutes.</summary>
internal sealed class AuthorizationCodes(TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, Authorization> _codes = [];

    public string Issue(SimulatedUser user, string redirectUri, IReadOnlyList<string> scopes, string? codeChallenge)
    {
        var code = StableId.New();
        _codes[code] = new Authorization(user, redirectUri, scopes, codeChallenge, time.GetUtcNow() + Lifetime);

        return code;
    }

    public Authorization? Take(string code) =>
        _codes.TryRemove(code, out var authorization) && time.GetUtcNow() < authorization.ExpiresAt
            ? authorization
            : null;
}
