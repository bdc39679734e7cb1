using MusicSync.Worker.Mcp;

namespace MusicSync.Worker.Playlists;

/// <summary>Which failures end a ticket instead of being retried in place. Pure.</summary>
internal static class TicketStops
{
    /// <summary>The stop that a failure of a call on the target playlist means, or null when Temporal should repeat the call.</summary>
    public static TicketStop? Of(McpFailure failure, DateTimeOffset now) => failure switch
    {
        { OutcomeUnknown: true } => null,
        { Kind: McpFailureKind.NotFound } => new(ActivityFailureTypes.SpotifyNotFound, failure.Message),
        { Kind: McpFailureKind.Forbidden } => new(ActivityFailureTypes.SpotifyForbidden, failure.Message),
        _ => CallStops.Of(failure, now) is { } stop ? new TicketStop(stop.Kind, stop.Message, stop.ResumeAt) : null,
    };
}
