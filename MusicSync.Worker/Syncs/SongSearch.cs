using MusicSync.Worker.Matching;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Songs;

namespace MusicSync.Worker.Syncs;

/// <summary>Makes the searches of the plan for one song and decides.</summary>
internal sealed class SongSearch(McpToolCaller mcp, SearchBudget budget)
{
    public async Task<MatchDecision> FindAsync(
        Song song, MatchRules rules, McpCallContext context, CancellationToken cancellationToken)
    {
        using var span = QuietSpan.Start("search", isQuiet: !context.Interactive);
        span.SetTag(WorkerSpans.Line, song.Line);
        try
        {
            var decision = await SearchAsync(song, rules, context, cancellationToken);
            span.SetTag(WorkerSpans.Outcome, decision.Outcome.ToString());
            return decision;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            span.Fail((exception as McpCallException)?.Failure.Kind ?? McpFailureKind.Internal);
            throw;
        }
    }

    private async Task<MatchDecision> SearchAsync(
        Song song, MatchRules rules, McpCallContext context, CancellationToken cancellationToken)
    {
        var answers = new List<SearchAnswer>();
        while (SearchPlan.Next(song, answers) is { } step)
        {
            var found = await mcp.CallThroughShortPausesAsync(SpotifyTools.SearchTracks, Arguments(step), context, cancellationToken);
            budget.Learn(found.Meta);
            answers.Add(new SearchAnswer(step, [.. found.Value.Tracks.Select(Candidate)]));
        }

        return SongMatcher.Decide(song, answers, rules);
    }

    private static SearchTracksArguments Arguments(SearchStep step) =>
        new(step.Query, step.Title, step.Artist, step.Album, step.Isrc, step.Year);

    private static CandidateTrack Candidate(SpotifyTrack track) => new(
        track.Uri,
        track.Title,
        track.Artists,
        track.Album,
        track.DurationMs,
        track.Isrc,
        track.Explicit,
        track.ReleaseDate,
        track.AlbumType);
}
