namespace MusicSync.SpotifySimulator.Accounts;

/// <summary>A bearer token; without a grant it belongs to the app alone (client credentials).</summary>
internal sealed record AccessToken(string Value, string? RefreshToken, DateTimeOffset ExpiresAt);

/// <summary>Who makes a Web API call.</summary>
internal sealed record Caller(string Token, bool IsUser, IReadOnlyList<string> Scopes);
