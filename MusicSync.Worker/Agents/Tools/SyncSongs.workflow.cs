using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Songs;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Temporal;
using Temporalio.Api.Enums.V1;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace MusicSync.Worker.Agents.Tools;

/// <summary>
/// The one tool of an agent that writes: a sync as anybody starts one, as a child workflow. So what holds for syncs (no song twice,
/// nothing lost, a stop is a pause) holds for agents, and the sync has its own page, report and undo.
/// </summary>
internal sealed class SyncSongs(AgentRequest request, AgentProgress progress)
{
    public const string Name = "sync_songs";

    public const int MaxSongs = 1_000;

    private const int MaxOpen = 20;

    private const string Schema =
        """
        {"type": "object", "additionalProperties": false, "properties": {
          "playlistName": {"type": ["string", "null"], "description": "Name of the playlist, 1 to 100 characters. The one that MusicSync made under this name before, otherwise a new one. Either this or playlistId."},
          "playlistId": {"type": ["string", "null"], "description": "Id of an existing playlist, 22 letters and digits, as list_playlists shows it."},
          "songs": {"type": "array", "description": "The songs in order, 1 to 1000.", "items": {"type": "object", "additionalProperties": false, "properties": {
            "title": {"type": ["string", "null"], "description": "Title as written."},
            "artist": {"type": ["string", "null"], "description": "Artist; several joined with a comma."},
            "album": {"type": ["string", "null"], "description": "Album, where it is known."},
            "uri": {"type": ["string", "null"], "description": "spotify:track: URI, only where a tool has shown it; title and artist are then not needed."}}}}},
         "required": ["songs"]}
        """;

    public static readonly AgentTool Tool = new(
        Name,
        Server: null,
        "Puts songs into a playlist of the signed-in user: looks each one up, adds those it is sure of behind the last row, in order, and never "
        + "adds a song that is there already. Answers when all are written, with counts and the songs it was not sure of or did not find.",
        JsonDocument.Parse(Schema).RootElement,
        Writes: true);

    public async Task<ToolOutcome> RunAsync(ToolCall call)
    {
        var read = await Workflow.ExecuteActivityAsync(
            () => SongActivities.Read(new SongsToRead(call.Arguments)), AgentActivityOptions.Tool(request, "read songs"));
        if (read.Problem is { } problem)
        {
            return new ToolOutcome(call.Id, problem, IsError: true);
        }

        var sync = new SyncRequest(
            progress.NextSyncId(),
            read.Target!,
            read.Songs!,
            read.Rejected ?? [],
            new SyncOptions(Priority: SyncOptions.UsualPriority(read.Songs!.Count)),
            TimeScale: request.TimeScale,
            LongWait: request.LongWait);
        try
        {
            var result = await Workflow.ExecuteChildWorkflowAsync((MusicSyncWorkflow workflow) => workflow.RunAsync(sync), OptionsOf(sync));
            return OutcomeOf(call.Id, result);
        }
        catch (WorkflowAlreadyStartedException)
        {
            return new ToolOutcome(call.Id, $"A sync with the id {sync.Id} was there before; call again.", IsError: true);
        }
    }

    // The agent's cancellation is the sync's; it is waited for, so that the agent can say what was done.
    private static ChildWorkflowOptions OptionsOf(SyncRequest sync) => new()
    {
        Id = SyncIds.ToWorkflow(sync.Id),
        TaskQueue = TaskQueues.Sync,
        IdReusePolicy = WorkflowIdReusePolicy.RejectDuplicate,
        ParentClosePolicy = Temporalio.Workflows.ParentClosePolicy.RequestCancel,
        Memo = SyncMemo.OfStarted(sync, $"agent/{sync.Id}"),
        Priority = TaskPriorities.Of(sync.IsInteractive),
        StaticSummary = $"{sync.Songs.Count} songs",
    };

    private static ToolOutcome OutcomeOf(string callId, SyncResult result)
    {
        var status = result.Status;
        var open = result.Rows.Where(row => row.Outcome is not RowOutcome.Accepted and not RowOutcome.Duplicate).ToList();
        var told = new
        {
            SyncId = status.Id,
            State = Word(status.State),
            status.Playlist,
            Rows = status.Songs.Total,
            status.Changes.Added,
            status.Changes.AlreadyPresent,
            NotSureOf = status.Outcomes.Review,
            NotFound = status.Outcomes.Missing,
            NoSong = status.Songs.Rejected,
            Error = status.Error?.Detail,
            Open = open.Take(MaxOpen).Select(row => new { row.Line, row.Input.Title, row.Input.Artist, Outcome = Word(row.Outcome), Reason = row.Reasons is [var reason, ..] ? reason : null }),
            MoreOpen = Math.Max(0, open.Count - MaxOpen),
        };
        return ToolOutcome.Capped(callId, JsonSerializer.Serialize(told, ToolJson.Options), isError: status.State != SyncState.Completed);
    }

    private static string Word(Enum value) => value.ToString().ToLowerInvariant();
}

/// <summary>How answers of tools are written for a model: names in any script as they are.</summary>
internal static class ToolJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}

/// <summary>Input of <c>agent.songs</c>.</summary>
/// <param name="Arguments">What the model gave to <c>sync_songs</c>.</param>
public sealed record SongsToRead(JsonElement Arguments);

/// <summary>The songs of a call as the readers of lists understand them.</summary>
/// <param name="Target">Where they go.</param>
/// <param name="Songs">Good rows.</param>
/// <param name="Rejected">Bad rows.</param>
/// <param name="Problem">Why nothing can be synced, for the model; null when something can.</param>
public sealed record SongsRead(
    PlaylistTarget? Target = null,
    IReadOnlyList<Song>? Songs = null,
    IReadOnlyList<RejectedRow>? Rejected = null,
    string? Problem = null);
