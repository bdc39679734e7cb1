using System.Text.Json.Nodes;
using MusicSync.Worker.Agents;
using MusicSync.Worker.Api.Agents;
using MusicSync.Worker.Api.Edits;
using MusicSync.Worker.Api.Orders;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Syncs;

namespace MusicSync.Worker.Api.OpenApi;

/// <summary>The words of the API's documentation, by operation id.</summary>
internal static class ApiOperationTexts
{
    public const string StartSync = "startSync";
    public const string ListSyncs = "listSyncs";
    public const string GetSync = "getSync";
    public const string GetReport = "getReport";
    public const string WatchSync = "watchSync";
    public const string CancelSync = "cancelSync";
    public const string ResumeSync = "resumeSync";
    public const string ChooseTrack = "chooseTrack";
    public const string UndoSync = "undoSync";
    public const string ListChoices = "listChoices";
    public const string ForgetChoice = "forgetChoice";
    public const string StartAgent = "startAgent";
    public const string ListAgents = "listAgents";
    public const string GetAgent = "getAgent";
    public const string GetTranscript = "getTranscript";
    public const string DecideCall = "decideCall";
    public const string ResumeAgent = "resumeAgent";
    public const string TellAgent = "tellAgent";
    public const string CancelAgent = "cancelAgent";
    public const string CreateOrder = "createOrder";
    public const string ListOrders = "listOrders";
    public const string GetOrder = "getOrder";
    public const string ChangeOrder = "changeOrder";
    public const string RunOrder = "runOrder";
    public const string ConfirmOrder = "confirmOrder";
    public const string DeleteOrder = "deleteOrder";
    public const string GetMcpHealth = "getMcpHealth";

    public static readonly IReadOnlyDictionary<string, ApiOperation> All = new Dictionary<string, ApiOperation>
    {
        [StartSync] = new(
            "Start a sync",
            "Reads a list, answers at once, and puts its songs into a playlist. Rows that are there already stay where they are; added rows follow "
            + "the last row, in input order. A bad row is rejected with its line and the rest goes on. The same request with the same id joins the "
            + "sync that it started before; another request with that id is a 409. A list that is nothing but the link of a Spotify album or playlist is read first, "
            + "once; where it cannot be, nothing is started (422, or 503 where that passes). At most 10,000 songs, 10 MB, 900 KB compressed.",
            [new(202, Body: typeof(SyncStatus), Example: ApiExamples.Status)],
            400, 409, 413, 415, 422),
        [ListSyncs] = new(
            "List recent syncs",
            "Syncs of the last 90 days, newest first, 50 a page. A running one that does not answer in time is shown as `running`.",
            [new(200, Body: typeof(SyncPage), Example: ApiExamples.Page)],
            422),
        [GetSync] = new(
            "How a sync stands",
            "The status document. `completed`, `failed` and `cancelled` are final; rows for review never hold a sync open. `waiting` says for what and until when.",
            [new(200, Body: typeof(SyncStatus), Example: ApiExamples.Status)],
            404, 410),
        [GetReport] = new(
            "What became of each row",
            "One row an input row, in input order, also while the sync runs. As CSV with `Accept: text/csv` or `?format=csv`.",
            [new(200, Body: typeof(SyncReport), Example: ApiExamples.Report), new(200, "text/csv", Example: ApiExamples.ReportCsv)],
            404, 410),
        [WatchSync] = new(
            "Watch a sync",
            "Server-sent events: the status document as event `status` on each change, a comment every 15 s, and an end after the last one. "
            + "`Last-Event-ID` leaves out what was seen; 204 tells a browser that nothing more will come.",
            [new(200, EventStream.MediaType, Example: ApiExamples.Event), new(204, MediaType: null)],
            404, 410),
        [CancelSync] = new(
            "Stop a sync",
            "It stops after the batch in flight; what was written stays and is reported. One that has ended stays as it is.",
            [new(202, Body: typeof(SyncStatus), Example: ApiExamples.Status)],
            404, 410),
        [ResumeSync] = new(
            "Let a parked sync go on",
            "For one that waits for somebody: a sign-in, a permission, a playlist that is gone. 409 when nothing waits.",
            [new(202, Body: typeof(SyncStatus), Example: ApiExamples.Status)],
            404, 409, 410),
        [ChooseTrack] = new(
            "Choose a row's track by hand",
            "For a row that is for review or missing: `{\"trackUri\": \"spotify:track:…\"}`, or `{\"none\": true}` to leave it out. The playlist's writer puts the "
            + "track behind the nearest earlier row of the sync that is there, else at the end. The same choice again changes nothing; another one takes out "
            + "what the first one added. Works while the sync runs and after it has ended; the row's `choice` says how far it is. 409 for a row that cannot be chosen for.",
            [new(202, Body: typeof(ReportRow), Example: ApiExamples.ChosenRow)],
            404, 409, 410, 422),
        [UndoSync] = new(
            "Take a sync back",
            "Takes out the rows that this sync added and that are still there, never a row of somebody else: where another copy of a track may be "
            + "somebody else's, all its copies stay and are reported. A playlist that is then empty stays. The status's `undo` says how far it is; a second undo "
            + "changes nothing. 409 while the sync runs, and for a dry run.",
            [new(202, Body: typeof(SyncStatus), Example: ApiExamples.Undone)],
            404, 409, 410),
        [ListChoices] = new(
            "What is remembered of choices by hand",
            "The choices of the account that is signed in, newest first, at most 5,000; beyond that the oldest is forgotten. A song of a later list with the "
            + "same title, artist, album and ISRC is accepted as chosen, or left out, without a search.",
            [new(200, Body: typeof(ChoiceList), Example: ApiExamples.Choices)]),
        [ForgetChoice] = new(
            "Forget a choice",
            "The song is looked for again in later lists; rows that were written stay. At other workers it counts ten seconds later at the latest.",
            [new(204, MediaType: null)],
            404),
        [StartAgent] = new(
            "Start an agent",
            "Give a goal in words: a configured model reaches it with the tools that read from Spotify and with one that writes, `sync_songs`, which is "
            + "a sync like any other. Calls that write wait for an approval, unless `approvals` is `none`. Runs by itself, survives restarts, and asks the "
            + "model and calls each tool once a step. 503 where no model is configured.",
            [new(202, Body: typeof(AgentStatus), Example: AgentExamples.Status)],
            400, 409, 415, 422),
        [ListAgents] = new(
            "List recent agents",
            "Agents of the last 90 days, newest first, 50 a page.",
            [new(200, Body: typeof(AgentPage), Example: AgentExamples.Page)],
            422),
        [GetAgent] = new(
            "How an agent stands",
            "The status document. `completed`, `failed` and `cancelled` are final. `approvals` holds the calls that wait, with the exact arguments; "
            + "`syncs` the ids of the syncs it started.",
            [new(200, Body: typeof(AgentStatus), Example: AgentExamples.Status)],
            404, 410),
        [GetTranscript] = new(
            "What an agent said and did",
            "Every turn, oldest first, also while it runs: what somebody said, what the model said and which calls it asked for, and what became of each.",
            [new(200, Body: typeof(TranscriptDocument), Example: AgentExamples.Transcript)],
            404, 410),
        [DecideCall] = new(
            "Approve or refuse a call",
            "For a call of `approvals`, with its fingerprint, so that what was shown is what is decided. The same decision again changes nothing. After "
            + "24 hours a call counts as refused. 409 when the fingerprint is another one, or it was decided otherwise.",
            [new(202, Body: typeof(AgentStatus), Example: AgentExamples.Running)],
            400, 404, 409, 410, 415, 422),
        [ResumeAgent] = new(
            "Let a parked agent go on",
            "For one that waits for somebody: a key, an account, a sign-in. Nothing that was answered is asked again. 409 when nothing waits.",
            [new(202, Body: typeof(AgentStatus), Example: AgentExamples.Running)],
            404, 409, 410),
        [TellAgent] = new(
            "Say something to a running agent",
            "The model sees it with its next step. 409 when the agent has ended.",
            [new(202, Body: typeof(AgentStatus), Example: AgentExamples.Running)],
            400, 404, 409, 410, 415, 422),
        [CancelAgent] = new(
            "Stop an agent",
            "Its syncs are stopped too, as by `DELETE /syncs/{id}`; what was done stays and is told. One that has ended stays as it is.",
            [new(202, Body: typeof(AgentStatus), Example: AgentExamples.Running)],
            404, 410),
        [CreateOrder] = new(
            "Let a playlist follow a source",
            "A standing order: its source is looked at now and then every so often; what has appeared there is added by a sync like any other, "
            + "`order/{id}/{time}`. A source that is as it was costs one request and nothing more. `source` has exactly one of `url`, `playlist` and "
            + "`songs`; when is said by `every` or `cron`. With `mode` `mirror` what the order has added also goes and moves with the source; what others "
            + "have added is never touched. Addresses that are not public are refused. The same request with the same id is one order.",
            [new(201, Body: typeof(OrderDocument), Example: OrderExamples.Order)],
            400, 409, 413, 415, 422),
        [ListOrders] = new(
            "List the standing orders",
            "50 a page, each with its last runs.",
            [new(200, Body: typeof(OrderPage), Example: OrderExamples.Page)],
            422),
        [GetOrder] = new(
            "How an order stands",
            "What it follows, when it looks next, and its last 20 runs, newest first: `started` has the id of the sync and, once that has ended, its counts.",
            [new(200, Body: typeof(OrderDocument), Example: OrderExamples.Order)],
            404),
        [ChangeOrder] = new(
            "Change an order, let it rest or go on",
            "What is left out stays. `{\"paused\": true}` lets it rest; times that pass meanwhile are not made up for. After another change the source "
            + "counts as never seen. A run that is on goes on as it was begun.",
            [new(200, Body: typeof(OrderDocument), Example: OrderExamples.Order)],
            400, 404, 413, 415, 422),
        [RunOrder] = new(
            "Look at the source now",
            "Also where the order rests. While a run is on, that is the one.",
            [new(202, Body: typeof(OrderDocument), Example: OrderExamples.Order)],
            404),
        [ConfirmOrder] = new(
            "Let a mirror take most of its tracks out",
            "A mirror whose source has become empty, or has lost more than half of its tracks at once, writes nothing and asks (`confirm`). This says that "
            + "it is right, for the songs that were asked about, and looks now. 409 when nothing is asked.",
            [new(202, Body: typeof(OrderDocument), Example: OrderExamples.Order)],
            404, 409),
        [DeleteOrder] = new(
            "Delete an order",
            "Its syncs, and what they added, stay.",
            [new(204, MediaType: null)],
            404),
        ["getHealth"] = new(
            "Is it ready?",
            "Readiness: 503 when unhealthy, else 200. Needs no key; the reason of each check is told to callers with the key.",
            [
                new(200, Body: typeof(JsonObject), Example: new JsonObject { ["status"] = "healthy" }),
                new(503, Body: typeof(JsonObject), Example: new JsonObject { ["status"] = "unhealthy" }),
            ])
        {
            IsProbe = true,
        },
        [GetMcpHealth] = new(
            "What is known of each MCP server",
            "State, latency, tool contract, circuit, limits and sign-in, as the last real calls told them; 503 when one is unhealthy. Never calls Spotify.",
            [new(200, Body: typeof(McpHealthDocument), Example: ApiExamples.McpHealth)]),
    };
}
