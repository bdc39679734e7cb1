using System.Text.Json;
using System.Text.Json.Nodes;
using MusicSync.Worker.Agents;
using MusicSync.Worker.Api.Agents;
using MusicSync.Worker.Temporal;

namespace MusicSync.Worker.Api.OpenApi;

/// <summary>Examples of the documents of agents, made of the real records.</summary>
internal static class AgentExamples
{
    private const string Id = "evening-walk";
    private const string Goal = "Put the songs of this text into a playlist called Evening walk: …";
    private const string CallId = "1-1";

    private static readonly JsonElement Arguments = JsonDocument.Parse(
        """{"playlistName": "Evening walk", "songs": [{"title": "Lanterns Out", "artist": "The Copper Lanterns"}]}""").RootElement;

    private static readonly DateTimeOffset Start = new(2026, 11, 24, 14, 0, 0, TimeSpan.Zero);

    private static readonly AgentStatus Asking = new(
        Id, AgentState.Approval, Goal, "default", Step: 1, Calls: 0, Tokens: 1_250, new AgentLimits(), Waiting: null,
        [new Approval(CallId, "sync_songs", Arguments, Approvals.FingerprintOf("sync_songs", Arguments), Start.AddHours(24))], Syncs: [], Start);

    public static JsonNode Status => Node(Asking);

    public static JsonNode Running => Node(Asking with { State = AgentState.Acting, Approvals = [], Syncs = ["agent-evening-walk-1"] });

    public static JsonNode Page => Node(new AgentPage([new AgentSummary(Id, "running", Goal, Start.UtcDateTime, FinishedAt: null)], NextToken: null));

    public static JsonNode Transcript => Node(TranscriptDocument.Of(
        Id,
        [
            new AgentTurn(AgentRole.User, Start, Goal),
            new AgentTurn(AgentRole.Assistant, Start.AddSeconds(2), "", Calls: [new ToolCall(CallId, "call_1", "sync_songs", Arguments)]),
        ]));

    private static JsonNode Node<T>(T value) => JsonSerializer.SerializeToNode(value, TemporalJson.Options)!;
}
