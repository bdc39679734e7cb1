using MusicSync.Worker.Matching;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Spotify;
using MusicSync.Worker.Syncs;

namespace MusicSync.Worker.Api.Edits;

/// <summary>What is known of a track that somebody chose: a candidate of the row, or what Spotify says of it.</summary>
internal sealed class ChosenTracks(McpToolCaller mcp, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>The track; with its URI alone when there was no answer in time, since the writer finds a dead one too.</summary>
    /// <exception cref="ProblemException">There is no such track.</exception>
    public async Task<ChosenTrack> FindAsync(string uri, ReportRow row, CancellationToken cancellationToken)
    {
        if (row.Candidates.FirstOrDefault(candidate => candidate.Uri == uri) is { Title: { } title, Artists: { } artists, DurationMs: > 0 } known)
        {
            return new ChosenTrack(uri, title, artists, known.Album, known.DurationMs, Isrc: null, known.CoverUrl);
        }

        using var timeout = new CancellationTokenSource(Patience, time);
        using var call = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            var found = (await mcp.CallAsync(SpotifyTools.GetTrack, new GetTrackArguments(uri), McpCallContext.ForSomebodyWaiting, call.Token)).Value;
            return new ChosenTrack(uri, found.Title, found.Artists, found.Album, found.DurationMs, found.Isrc, found.CoverUrl);
        }
        catch (McpCallException exception) when (exception.Failure.Kind is McpFailureKind.NotFound or McpFailureKind.InvalidArgument)
        {
            throw ProblemException.Unprocessable($"trackUri: Spotify knows no track {uri}; choose another one.");
        }
        catch (McpCallException)
        {
            return new ChosenTrack(uri, Title: "", Artists: []);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ChosenTrack(uri, Title: "", Artists: []);
        }
    }
}
