using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using MusicSync.Worker.Api.Edits;
using MusicSync.Worker.Api.Watching;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Syncs.Edits;
using MusicSync.Worker.Syncs.Remembered;
using MusicSync.Worker.Temporal;

namespace MusicSync.Worker.Api.OpenApi;

/// <summary>Examples, made of the real records, so that they cannot grow old.</summary>
internal static class ApiExamples
{
    private const string Id = "road-trip-2026";

    private static readonly JsonSerializerOptions Json = Options();
    private static readonly DateTimeOffset Start = new(2026, 11, 24, 14, 0, 0, TimeSpan.Zero);
    private static readonly PlaylistRef Playlist =
        new("37i9dQZF1DXcBWIGoYBM5M", "Road trip", "https://open.spotify.com/playlist/37i9dQZF1DXcBWIGoYBM5M");

    private static readonly SyncStatus Running = new(
        Id, SyncState.Waiting, Playlist, new SongCounts(300, 2, 120), new OutcomeCounts(110, 6, 4, 0), new ChangeCounts(0, 0, 0, 110),
        new SyncWaiting("rate_limited", Start.AddMinutes(5), "Spotify asks for a pause. It goes on at 2026-11-24 14:05:00 UTC."),
        new SyncEstimate(330, 14, 3, 0), Start, FinishedAt: null, Error: null);

    private static readonly ReportRow Row = new(
        1, new ReportInput("Lanterns Out", "The Copper Lanterns"), RowOutcome.Accepted, RowResult.Added, "spotify:track:4uLU6hMCjMI75M1A2tKUQC",
        "Lanterns Out", ["The Copper Lanterns"], 1, ["same title and artist"], []);

    private static readonly SyncReport Rows = new(Id, Playlist, [Row]);

    public static JsonNode Status => Node(Running);

    public static JsonNode Page => Node(new SyncPage(
        [new SyncSummary(Id, "waiting", Playlist, Running.Songs, Running.Outcomes, Running.Changes, Start.UtcDateTime, FinishedAt: null)], NextToken: null));

    public static JsonNode Report => Node(Rows);

    public static JsonNode ChosenRow => Node(Row with { Reasons = ["chosen by hand"], Choice = ChoiceState.Pending });

    public static JsonNode Choices => Node(new ChoiceList(
        [RememberedChoice.Of(Row.Input, new("spotify:track:6rqhFgbbKwnb9MLmUQDhG6", "Dónde", ["Ana"], DurationMs: 231_277), Start)!]));

    public static JsonNode Undone => Node(Running with
    {
        State = SyncState.Completed,
        Waiting = null,
        FinishedAt = Start.AddMinutes(9),
        Undo = new UndoStatus(
            UndoState.Completed, Removed: 110, Gone: 0, LeftCount: 0, Left: [], PlaylistIsEmpty: true, Waiting: null, Error: null, Start.AddHours(1), Start.AddHours(1).AddSeconds(4)),
    });

    public static JsonNode ReportCsv => JsonValue.Create(SyncReportCsv.Write(Rows));

    public static JsonNode Event => JsonValue.Create(
        $"id: {new StatusChange(Running, null).EventId}\nevent: status\ndata: {JsonSerializer.Serialize(Running, Json)}\n\n");

    public static JsonNode McpHealth => new JsonObject { ["status"] = "healthy", ["servers"] = new JsonObject { ["spotify"] = new JsonObject { ["state"] = "healthy" } } };

    public static JsonNode Problem(int status) => new JsonObject
    {
        ["title"] = ReasonPhrases.GetReasonPhrase(status),
        ["status"] = status,
        ["detail"] = status switch
        {
            400 => "'}' is invalid after a property name. Check the body with a JSON validator.",
            401 => "Send the service's key in the header 'Authorization: Bearer KEY'; it is the value of Access__ApiKey.",
            403 => "Pages of 'https://other.example' may not call; add it to Access__AllowedOrigins__0 if they shall.",
            404 => ProblemException.NotFound(Id).Message,
            409 => $"A sync with id {Id} exists and holds another request; choose another id, or leave it out.",
            410 => $"Sync {Id} was ended at Temporal (Terminated) and left no report. Send the list again; songs already added are not added twice.",
            413 => "The body is larger than 10 MB; send the list in parts.",
            415 => "The content type is 'image/png'; send application/json, text/csv, or multipart/form-data with one or more files in 'file'.",
            422 => "Say where the songs go: playlist (an existing playlist's id or link) or playlistName (made when there is none).",
            429 => "Too many calls from this address; go on after the seconds in Retry-After.",
            500 => "The worker failed; its log says more under the trace. Send the request again, with the same id.",
            503 => "Nothing is lost; send the request again in some seconds. With the same id it joins what it may have started.",
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, "It has no example yet."),
        },
    };

    private static JsonNode Node<T>(T value) => JsonSerializer.SerializeToNode(value, Json)!;

    // As the HTTP interface writes: nulls too.
    private static JsonSerializerOptions Options()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        TemporalJson.Apply(options);
        return options;
    }
}
