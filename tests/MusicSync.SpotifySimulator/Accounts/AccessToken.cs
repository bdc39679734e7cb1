namespace MusicSync.SpotifySimulator.Accounts;

/// <summary>A bearer token; without a grant it belongs to the app alone (client credentials).</summary>
internal sealed record AccessToken(string Value, string? RefreshToken, DateTimeOffset ExpiresAt);

/// <summary>Who makes a Web API call.</summary>
internal sealed record Caller(string Token, SimulatedUser? User, IReadOnlyList<string> Scopes)
{
    /// <summary>False for an app that calls for itself (client credentials).</summary>
    public bool IsUser => User is not null;
}
