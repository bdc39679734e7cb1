using MusicSync.Worker.Matching;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Pages.Views;
using MusicSync.Worker.Songs;
using MusicSync.Worker.Spotify;
using MusicSync.Worker.Syncs;

namespace MusicSync.Worker.Pages;

/// <summary>Searches with somebody's own words, and says of each track what speaks against it.</summary>
internal sealed class OwnSearch(McpToolCaller mcp, SearchBudget budget, TimeProvider time)
{
    /// <summary>Longest search that Spotify takes.</summary>
    public const int MaxWords = 100;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    public async Task<SearchView> FindAsync(string words, ReportRow row, CancellationToken cancellationToken)
    {
        var text = words.Trim() is { Length: > MaxWords } longer ? longer[..MaxWords] : words.Trim();
        using var timeout = new CancellationTokenSource(Patience, time);
        using var call = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            var answer = await mcp.CallAsync(SpotifyTools.SearchTracks, new SearchTracksArguments(text), McpCallContext.ForSomebodyWaiting, call.Token);
            budget.Learn(answer.Meta);
            return new SearchView(text, [.. answer.Value.Tracks.Select((track, at) => Judged(track, text, row, at + 1))], Problem: null);
        }
        catch (McpCallException refused)
        {
            return new SearchView(text, [], $"The search could not be made: {refused.Failure.Message}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new SearchView(text, [], "Spotify does not answer right now. Search again in a minute; nothing is lost.");
        }
    }

    // Judged as the sync judges, each by itself: what is another song altogether has no reasons, and is shown all the same.
    private static CandidateView Judged(SpotifyTrack track, string words, ReportRow row, int number)
    {
        var found = new CandidateTrack(
            track.Uri, track.Title, track.Artists, track.Album, track.DurationMs, track.Isrc, track.Explicit, track.ReleaseDate, track.AlbumType, track.CoverUrl);
        var song = new Song(row.Line, row.Input.Title ?? "", row.Input.Artist ?? "", row.Input.Album, row.Input.Isrc, row.Input.DurationMs, row.Input.Year);
        var decision = SongMatcher.Decide(song, [new SearchAnswer(new SearchStep(words), [found])], new MatchRules(MatchPolicy.Balanced, ExplicitTracks.Any));
        var reasons = decision.Track is not null ? decision.Reasons : decision.Candidates is [var judged, ..] ? judged.Reasons : null;
        return CandidateView.Of(
            new ScoredCandidate(track.Uri, track.Title, track.Artists, track.DurationMs, decision.Score, reasons, track.Album, track.ReleaseDate, track.Explicit, track.CoverUrl),
            number,
            row.TrackUri);
    }
}
