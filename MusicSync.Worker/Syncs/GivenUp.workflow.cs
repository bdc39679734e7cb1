using MusicSync.Worker.Hosting;
using MusicSync.Worker.Matching;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Songs;

namespace MusicSync.Worker.Syncs;

/// <summary>Decisions about songs that could not be looked up; their neighbours do not notice. Pure.</summary>
internal static class GivenUp
{
    private const string InternalError = "Internal error";

    /// <summary>Whether a failure is about what was asked, so that the next song may do better.</summary>
    public static bool IsOfOneSong(McpFailure failure) =>
        failure is { OutcomeUnknown: false, Kind: McpFailureKind.InvalidArgument or McpFailureKind.NotFound or McpFailureKind.Forbidden };

    /// <summary>A song whose search was refused for good.</summary>
    public static MatchDecision Refused(Song song, McpFailure failure) =>
        Undecided(song, MatchOutcome.Missing, $"the search was refused: {failure.Message}");

    /// <summary>A song at which something was met that nobody has foreseen.</summary>
    public static MatchDecision Defective(Song song, Exception defect, string? traceId) =>
        Undecided(song, MatchOutcome.Review, Reason(defect, traceId));

    /// <summary>A song of a chunk that was given up as a whole.</summary>
    public static MatchDecision Defective(Song song, string reason) => Undecided(song, MatchOutcome.Review, Lower(reason));

    // The host's own says so by itself and names the same trace.
    private static string Reason(Exception defect, string? traceId) => Lower(defect switch
    {
        McpCallException { Failure.Message: var message } when message.StartsWith(InternalError, StringComparison.Ordinal) => message,
        McpCallException { Failure.Message: var message } =>
            $"{InternalError}{(traceId is null ? "" : $", trace {traceId}")}: {message}",
        _ => Defects.Describe(defect, "the matching of this song", traceId),
    });

    private static MatchDecision Undecided(Song song, MatchOutcome outcome, string reason) =>
        new(song.Line, outcome, Track: null, Score: 0, [reason], []);

    private static string Lower(string reason) => char.ToLowerInvariant(reason[0]) + reason[1..].TrimEnd('.');
}
