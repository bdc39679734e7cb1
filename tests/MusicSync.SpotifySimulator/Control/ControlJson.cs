using MusicSync.SpotifySimulator.Accounts;
using MusicSync.SpotifySimulator.Faults;
using MusicSync.SpotifySimulator.Playlists;

namespace MusicSync.SpotifySimulator.Control;

internal sealed record CallsJson(
    int Total,
    int Writes,
    int Rejected,
    int DuringCooldown,
    int TokenRequests,
    IReadOnlyDictionary<string, int> ByEndpoint)
{
    public static CallsJson Of(CallCounters calls) =>
        new(calls.Total, calls.Writes, calls.Rejected, calls.DuringCooldown, calls.TokenRequests, calls.ByEndpoint);
}

/// <summary>Every token ever given out, whether it is still good or not.</summary>
internal sealed record TokensJson(IReadOnlyCollection<string> AccessTokens, IReadOnlyCollection<string> RefreshTokens)
{
    public static TokensJson Of(Grants grants) => new(grants.AccessTokens, grants.RefreshTokens);
}

internal sealed record TruePlaylist(string Id, string Name, string? Description, string OwnerId, IReadOnlyList<string> Items)
{
    public static TruePlaylist Of(PlaylistState state) =>
        new(state.Id, state.Details.Name, state.Details.Description, state.OwnerId, state.Uris);
}

internal sealed record PlaylistEdit(IReadOnlyList<string>? Items, string? Name, string? OwnerId);

/// <summary>Without members: the start-up grant, good again with every scope.</summary>
internal sealed record GrantJson(string? RefreshToken, IReadOnlyList<string>? Scopes, bool? Revoked);

/// <summary>Without members: the app has its first secret again.</summary>
internal sealed record AppJson(string? Secret);

/// <summary>A fault rule on the wire.</summary>
internal sealed record FaultJson
{
    public string Endpoint { get; init; } = "*";
    public required FaultKind Fault { get; init; }
    public int Every { get; init; } = 1;
    public int? Times { get; init; }
    public int? RetryAfterSeconds { get; init; }
    public string? RetryAfter { get; init; }
    public bool OmitRetryAfter { get; init; }
    public int? Milliseconds { get; init; }
    public int? Status { get; init; }

    public static FaultJson Of(FaultRule rule) => new()
    {
        Endpoint = rule.Endpoint,
        Fault = rule.Kind,
        Every = rule.Every,
        Times = rule.Times,
        RetryAfterSeconds = rule.RetryAfter is { } wait ? (int)wait.TotalSeconds : null,
        RetryAfter = rule.RetryAfterText,
        OmitRetryAfter = rule.OmitRetryAfter,
        Milliseconds = (int)rule.Duration.TotalMilliseconds,
        Status = rule.Status,
    };

    public FaultRule ToRule()
    {
        var rule = new FaultRule(Fault)
        {
            Endpoint = Endpoint,
            Every = Every,
            Times = Times,
            RetryAfter = RetryAfterSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            RetryAfterText = RetryAfter,
            OmitRetryAfter = OmitRetryAfter,
        };

        return rule with
        {
            Duration = Milliseconds is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : rule.Duration,
            Status = Status ?? rule.Status,
        };
    }
}
