using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using MusicSync.EndToEnd.Tests.Durability;
using MusicSync.EndToEnd.Tests.OtherClients;
using MusicSync.EndToEnd.Tests.Support;
using MusicSync.LocalStack;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Syncs.Edits;
using MusicSync.Worker.Tools;

namespace MusicSync.EndToEnd.Tests.Tools;

/// <summary>A list moved into a playlist by an LLM client's calls: to the end, through a killed worker, and by a client that is not ours.</summary>
public sealed class WorkerToolsTests(DurabilityStack fixture) : IClassFixture<DurabilityStack>
{
    private const int FewSongs = 12;

    [Fact(Timeout = Chaos.Hung)]
    public async Task Client_MovesAList_SettlesWhatIsMissing_AndTakesItBack()
    {
        await using var scenario = await PrepareAsync(FewSongs + 1);
        await using var tools = await WorkerTools.ConnectAsync(scenario);
        var (songs, spare) = (scenario.Songs.Take(FewSongs).ToList(), scenario.Songs[FewSongs]);
        var (steps, id) = (new Steps(), NewId());
        var call = new { id, text = ListOf(songs, id), playlist = scenario.Playlist };

        var ended = await tools.CallAsync<SyncAnswer>("start_sync", call, steps);

        Assert.Equal((SyncState.Completed, true, FewSongs), (ended.State, ended.Finished, ended.Changes.Added));
        Assert.NotEmpty(steps.All);
        // The client hands its messages on side by side, so their order says nothing.
        Assert.Distinct(steps.All.Select(step => step.Progress));
        await scenario.HoldsExactlyAsync([.. scenario.Others, .. songs.Select(song => song.Uri)]);

        Assert.Equal(McpFailureKind.InvalidArgument, (await tools.RefusedAsync("get_sync", new { id, waitSeconds = 56 })).Kind);

        // Twice the same is once; another list of that id is none.
        Assert.Equal(ended, await tools.CallAsync<SyncAnswer>("start_sync", call, steps));
        Assert.Equal(ToolFailure.Conflict, (await tools.RefusedAsync("start_sync", new { id, text = "Somebody - Else", playlist = scenario.Playlist })).Kind);
        Assert.Equal(ended, await tools.CallAsync<SyncAnswer>("get_sync", new { id }));
        Assert.Contains((await tools.CallAsync<ListSyncsResult>("list_syncs", new { })).Syncs, sync => sync.Id == id);

        var missing = Assert.Single((await tools.CallAsync<GetReportResult>("get_report", new { id, outcomes = new[] { "missing" } })).Rows);
        Assert.Equal(FewSongs + 1, missing.Line);
        var chosen = await tools.CallAsync<ReportLine>("choose_track", new { id, line = missing.Line, trackUri = spare.Uri });
        Assert.Equal((RowOutcome.Accepted, spare.Uri), (chosen.Outcome, chosen.Track?.Uri));
        await Eventually.TrueAsync(async () => (await RowAsync(tools, id, missing.Line)).Choice is ChoiceState.Done);
        await scenario.HoldsExactlyAsync([.. scenario.Others, .. scenario.Uris]);

        var report = Assert.IsType<TextResourceContents>(Assert.Single((await tools.Client.ReadResourceAsync(
            $"musicsync://syncs/{id}/report", cancellationToken: TestContext.Current.CancellationToken)).Contents));
        Assert.Equal("application/json", report.MimeType);
        Assert.Equal(await scenario.Worker.GetAsync($"/syncs/{id}/report"), report.Text);

        var undone = await tools.CallAsync<SyncAnswer>("undo_sync", new { id }, new Steps());
        Assert.Equal((UndoState.Completed, FewSongs + 1), (undone.Undo?.State, undone.Undo?.Removed));
        await scenario.HoldsExactlyAsync(scenario.Others);
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task Link_IsReadOnce_WhateverStandsThereTheNextTime()
    {
        await using var scenario = await PrepareAsync(FewSongs);
        await using var tools = await WorkerTools.ConnectAsync(scenario);
        var source = fixture.NewPlaylistId();
        await scenario.Spotify.PutPlaylistAsync(source, scenario.Uris);
        var call = new { id = NewId(), link = $"https://open.spotify.com/playlist/{source}?si=x", playlist = scenario.Playlist };

        var ended = await tools.CallAsync<SyncAnswer>("start_sync", call, new Steps());
        await scenario.Spotify.PutPlaylistAsync(source, []);

        Assert.Equal(ended, await tools.CallAsync<SyncAnswer>("start_sync", call));
        await scenario.HoldsExactlyAsync([.. scenario.Others, .. scenario.Uris]);
        Assert.Equal(ToolFailure.Conflict, (await tools.RefusedAsync("start_sync", call with { playlist = source })).Kind);

        // An album's just as well, also where the client takes it for a text.
        var text = $"https://open.spotify.com/album/{fixture.Album[0].AlbumId}";
        await tools.CallAsync<SyncAnswer>("start_sync", new { id = NewId(), text, playlist = scenario.Playlist }, new Steps());
        await scenario.HoldsExactlyAsync([.. scenario.Others, .. scenario.Uris, .. fixture.Album.Select(track => track.Uri)]);
        Assert.Equal(
            McpFailureKind.NotFound,
            (await tools.RefusedAsync("start_sync", new { id = NewId(), link = "spotify:album:0000000000000000000000", playlist = scenario.Playlist })).Kind);
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task Client_LetsAPlaylistFollowAnother_SeesWhatCameOfIt_AndLetsItRest()
    {
        await using var scenario = await PrepareAsync(FewSongs);
        await using var tools = await WorkerTools.ConnectAsync(scenario);
        var (source, id) = (fixture.NewPlaylistId(), NewId());
        await scenario.Spotify.PutPlaylistAsync(source, scenario.Uris);
        var call = new { id, source = $"spotify:playlist:{source}", playlist = scenario.Playlist, every = "P1D", policy = "strict" };

        var order = await tools.CallAsync<OrderAnswer>("follow_source", call);

        Assert.Equal((id, source, "P1D", false), (order.Id, order.Source.Playlist, order.Every, order.Paused));
        Assert.Equal(order.CreatedAt, (await tools.CallAsync<OrderAnswer>("follow_source", call)).CreatedAt);
        Assert.Equal(ToolFailure.Conflict, (await tools.RefusedAsync("follow_source", call with { every = "PT6H" })).Kind);
        Assert.Equal(McpFailureKind.InvalidArgument, (await tools.RefusedAsync("follow_source", call with { playlist = source })).Kind);
        Assert.Equal(McpFailureKind.NotFound, (await tools.RefusedAsync("pause_order", new { id = "nowhere", paused = true })).Kind);

        await Eventually.TrueAsync(async () =>
        {
            order = (await tools.CallAsync<ListOrdersResult>("list_orders", new { })).Orders.SingleOrDefault(listed => listed.Id == id) ?? order;
            return order.Runs is [{ Sync.State: SyncState.Completed }];
        });
        Assert.EndsWith($"{FewSongs} added.", order.Summary, StringComparison.Ordinal);
        Assert.Equal(FewSongs, (await tools.CallAsync<SyncAnswer>("get_sync", new { id = order.Runs[0].SyncId })).Changes.Added);
        await scenario.HoldsExactlyAsync([.. scenario.Others, .. scenario.Uris]);

        var resting = await tools.CallAsync<OrderAnswer>("pause_order", new { id, paused = true });
        Assert.Equal((true, null), (resting.Paused, resting.NextRun));
        var goingOn = await tools.CallAsync<OrderAnswer>("pause_order", new { id, paused = false });
        Assert.Equal((false, order.NextRun), (goingOn.Paused, goingOn.NextRun));
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task UnknownSync_IsNotFound_AsAToolAndAsAResource()
    {
        await using var scenario = await PrepareAsync(1);
        await using var tools = await WorkerTools.ConnectAsync(scenario);

        Assert.Equal(McpFailureKind.NotFound, (await tools.RefusedAsync("get_report", new { id = "nowhere" })).Kind);
        var error = await Assert.ThrowsAsync<McpProtocolException>(async () => await tools.Client.ReadResourceAsync(
            "musicsync://syncs/nowhere/report", cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal("not_found", ((JsonElement)error.Data[McpToolErrors.MetaKey]!).GetProperty("kind").GetString());
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task WorkerKilledInMidWrite_TheSameCallJoins_AlsoByTheTypeScriptClient()
    {
        NodeProgram.OrSkip();
        await using var scenario = await PrepareAsync(Chaos.Songs + 1);
        await using var tools = await WorkerTools.ConnectAsync(scenario);
        var (songs, spare, id, steps) = (scenario.Songs.Take(Chaos.Songs).ToList(), scenario.Songs[Chaos.Songs], NewId(), new Steps());
        var call = new { id, text = ListOf(songs, id), playlist = scenario.Playlist };
        await scenario.Faults.SlowWritesAsync();

        // One of the two starts the sync, the other one joins it.
        var starting = CallAsync(
            scenario,
            id,
            ("start_sync", call),
            ("get_sync", new { id, waitSeconds = 1 }),
            ("list_syncs", new { }),
            ("get_report", new { id, limit = 200 }),
            ("get_report", new { id, outcomes = new[] { "doubtful" } }));
        await Eventually.TrueAsync(async () =>
        {
            using var answer = await scenario.Worker.GetResponseAsync($"/syncs/{id}");
            return answer.IsSuccessStatusCode;
        });
        var joining = tools.InsistAsync<SyncAnswer>("start_sync", call, steps);
        await scenario.UntilCallsAsync(Endpoints.Write, 1);
        await scenario.Stack.KillAsync(ServiceNames.Worker);
        var (ended, lost) = await joining;
        var other = await starting;

        Assert.True(lost > 0);
        Assert.NotEmpty(steps.All);
        Assert.Equal((SyncState.Completed, Chaos.Songs, 1), (ended.State, ended.Changes.Added, ended.Outcomes.Missing));
        await scenario.HoldsExactlyAsync([.. scenario.Others, .. songs.Select(song => song.Uri)]);

        var start = other["calls"]![0]!;
        Assert.Equal("musicsync", other["server"]!.GetValue<string>());
        Assert.Equal(["choose_track", "follow_source", "get_report", "get_sync", "list_orders", "list_syncs", "pause_order", "start_sync", "undo_sync"],
            Words(other["tools"]!).Order(StringComparer.Ordinal));
        Assert.Equal(["move_my_playlist"], Words(other["prompts"]!));
        Assert.Equal("completed", start["answer"]!["state"]!.GetValue<string>());
        Assert.NotEmpty(start["steps"]!.AsArray());
        Assert.True(start["lost"]!.GetValue<int>() > 0);
        Assert.Equal([null, null, null, null, "invalid_argument"], other["calls"]!.AsArray().Select(each => each!["error"]?.GetValue<string>()));
        Assert.Equal(Chaos.Songs + 1, other["report"]!["rows"]!.AsArray().Count);

        var settled = await CallAsync(scenario, id, ("choose_track", new { id, line = Chaos.Songs + 1, trackUri = spare.Uri }), ("undo_sync", new { id }));

        Assert.Equal(spare.Uri, settled["calls"]![0]!["answer"]!["track"]!["uri"]!.GetValue<string>());
        Assert.Equal("completed", settled["calls"]![1]!["answer"]!["undo"]!["state"]!.GetValue<string>());
        await scenario.HoldsExactlyAsync(scenario.Others);
    }

    private Task<Scenario> PrepareAsync(int songs) => Scenario.PrepareAsync(fixture, fixture.Take(songs), [.. fixture.Take(2).Select(song => song.Uri)]);

    private static async Task<JsonNode> CallAsync(Scenario scenario, string sync, params (string Name, object Arguments)[] calls)
    {
        var (exitCode, output) = await NodeProgram.TypeScript.RunAsync("worker.mjs", JsonSerializer.Serialize(new
        {
            url = WorkerTools.EndpointOf(scenario),
            sync,
            calls = calls.Select(call => new { name = call.Name, arguments = call.Arguments }),
        }));
        Assert.True(exitCode == 0, output);
        return JsonNode.Parse(output)!;
    }

    private static async Task<ReportLine> RowAsync(WorkerTools tools, string id, int line) =>
        (await tools.CallAsync<GetReportResult>("get_report", new { id })).Rows.Single(row => row.Line == line);

    // The last one is nowhere to be found; a choice for it is remembered, so each list has its own.
    private static string ListOf(IEnumerable<MadeSong> songs, string id) =>
        string.Join('\n', [.. songs.Select(song => $"{song.Artist} - {song.Title}"), $"Nobody At All - A Song That Is Nowhere {id}"]);

    private static string NewId() => Guid.CreateVersion7().ToString("N");

    private static IEnumerable<string> Words(JsonNode array) => array.AsArray().Select(word => word!.GetValue<string>());
}
