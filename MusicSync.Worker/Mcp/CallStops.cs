namespace MusicSync.Worker.Mcp;

/// <summary>A failure that outlives the activity that met it.</summary>
/// <param name="Kind">One of <see cref="ActivityFailureTypes"/>.</param>
/// <param name="Message">What happened and what to do.</param>
/// <param name="ResumeAt">When it is worth trying again, or null when somebody has to act.</param>
/// <param name="RequiredScope">The permission that is missing, if it is one.</param>
public sealed record CallStop(string Kind, string Message, DateTimeOffset? ResumeAt = null, string? RequiredScope = null);

/// <summary>Tells stops, which an activity returns with what it has, from failures, which Temporal repeats. Pure.</summary>
internal static class CallStops
{
    // Spotify names the wait in nearly every quota answer; without one, an hour is a sensible time to look again.
    private static readonly TimeSpan UnnamedQuotaWait = TimeSpan.FromHours(1);

    public static CallStop? Of(McpFailure failure, DateTimeOffset now) => failure.Kind switch
    {
        McpFailureKind.QuotaExhausted => new(
            ActivityFailureTypes.SpotifyQuotaExhausted, failure.Message, now + (failure.RetryAfter ?? UnnamedQuotaWait)),
        McpFailureKind.Unauthorized => new(ActivityFailureTypes.SpotifyAuthError, failure.Message),
        McpFailureKind.InsufficientScope => new(
            ActivityFailureTypes.SpotifyInsufficientScope, failure.Message, RequiredScope: failure.RequiredScope),
        McpFailureKind.AccountBlocked => new(ActivityFailureTypes.SpotifyAccountBlocked, failure.Message),
        McpFailureKind.Misconfigured => new(ActivityFailureTypes.SpotifyMisconfigured, failure.Message),
        _ => null,
    };
}
