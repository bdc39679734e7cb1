using Microsoft.AspNetCore.Http.HttpResults;
using MusicSync.Worker.Api.OpenApi;
using MusicSync.Worker.Songs;
using MusicSync.Worker.Syncs;

namespace MusicSync.Worker.Api.Edits;

/// <summary>The HTTP interface for what people change about a sync.</summary>
internal static class EditEndpoints
{
    public static void MapEdits(this IEndpointRouteBuilder syncs)
    {
        syncs.MapPost("/{id}/rows/{line:int}", ChooseAsync).WithName(ApiOperationTexts.ChooseTrack);
        syncs.MapPost("/{id}/undo", UndoAsync).WithName(ApiOperationTexts.UndoSync);
    }

    private static async Task<Accepted<ReportRow>> ChooseAsync(
        string id, int line, ChoiceBody body, EditCommands commands, CancellationToken cancellationToken) =>
        TypedResults.Accepted($"{SyncEndpoints.AddressOf(id)}/report", await commands.ChooseAsync(id, line, body.ToUri(), cancellationToken));

    private static async Task<Accepted<SyncStatus>> UndoAsync(
        string id, EditCommands commands, CancellationToken cancellationToken) =>
        TypedResults.Accepted(SyncEndpoints.AddressOf(id), await commands.UndoAsync(id, cancellationToken));
}

/// <summary>Body of a choice: a track, or none.</summary>
/// <param name="TrackUri">The track's URI, link or id.</param>
/// <param name="None">Whether no track is the song.</param>
internal sealed record ChoiceBody(string? TrackUri = null, bool None = false)
{
    /// <summary>The track as <c>spotify:track:…</c>; null for none.</summary>
    /// <exception cref="ProblemException">It is neither, or both.</exception>
    public string? ToUri() => this switch
    {
        { None: true, TrackUri: null } => null,
        { None: false, TrackUri: { } text } => SpotifyTrackLink.ToUri(text) ?? throw ProblemException.Unprocessable(
            $"trackUri: {SpotifyTrackLink.OtherKind(text) ?? "it names no track; send spotify:track: and 22 letters and digits"}."),
        _ => throw ProblemException.Unprocessable("Send either {\"trackUri\": \"spotify:track:…\"} or {\"none\": true}."),
    };
}
