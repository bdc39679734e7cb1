using System.Net;
using MusicSync.EndToEnd.Tests.Durability;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Syncs.Edits;

namespace MusicSync.EndToEnd.Tests.Edits;

/// <summary>A choice puts its track where the row belongs, once, whatever happens meanwhile; another one takes its place.</summary>
public sealed class ChoiceTests(DurabilityStack fixture) : IClassFixture<DurabilityStack>
{
    private const int Songs = 6;

    // The row that nobody knows stands third, so its line is 3.
    private const int UnknownLine = 3;

    [Fact(Timeout = Chaos.Hung)]
    public async Task Chosen_StandsBehindTheRowBefore_AndTheReportSaysSo()
    {
        await using var scenario = await EndedAsync();
        var chosen = fixture.Take(1)[0].Uri;

        var row = await scenario.Worker.ChooseAsync(scenario.SyncId, UnknownLine, chosen);
        var rows = await scenario.Worker.ChosenAsync(scenario.SyncId);
        await scenario.Worker.ChooseAsync(scenario.SyncId, UnknownLine, chosen);

        await scenario.HoldsExactlyAsync(With(scenario, chosen));
        Assert.Equal((RowOutcome.Accepted, ChoiceState.Pending, chosen), (row.Outcome, row.Choice!.Value, row.TrackUri!));
        var shown = rows.Single(shown => shown.Line == UnknownLine);
        Assert.Equal((RowOutcome.Accepted, RowResult.Added, ChoiceState.Done, chosen), (shown.Outcome, shown.Result, shown.Choice!.Value, shown.TrackUri!));
        Assert.Equal("chosen by hand", shown.Reasons[0]);
        var status = await scenario.Worker.StatusAsync(scenario.SyncId);
        Assert.Equal((Songs + 1, 0, Songs + 1, 0), (status.Outcomes.Accepted, status.Outcomes.Missing, status.Changes.Added, status.Changes.Pending));
        Assert.Equal(1, (await scenario.Spotify.CallsAsync()).Writes);
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task AnotherOne_TakesItsPlace_AndNoneTakesItOut()
    {
        await using var scenario = await EndedAsync();
        var (first, second) = (fixture.Take(1)[0].Uri, fixture.Take(1)[0].Uri);

        await scenario.Worker.ChooseAsync(scenario.SyncId, UnknownLine, first);
        await scenario.Worker.ChosenAsync(scenario.SyncId);
        await scenario.Worker.ChooseAsync(scenario.SyncId, UnknownLine, second);
        await scenario.Worker.ChosenAsync(scenario.SyncId);
        await scenario.HoldsExactlyAsync(With(scenario, second));
        await scenario.Worker.ChooseAsync(scenario.SyncId, UnknownLine, uri: null);
        var rows = await scenario.Worker.ChosenAsync(scenario.SyncId);

        await scenario.HoldsExactlyAsync([.. scenario.Others, .. scenario.Uris]);
        var shown = rows.Single(shown => shown.Line == UnknownLine);
        Assert.Equal((RowOutcome.Missing, RowResult.None, "left out by hand"), (shown.Outcome, shown.Result, shown.Reasons[0]));
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task ForARowThatTheSyncWrote_ReplacesWhatItWrote_AndUndoTakesBothKindsOut()
    {
        await using var scenario = await EndedAsync();
        var chosen = fixture.Take(1)[0].Uri;

        await scenario.Worker.ChooseAsync(scenario.SyncId, 1, chosen);
        await scenario.Worker.ChosenAsync(scenario.SyncId);
        var replaced = (await scenario.Spotify.PlaylistAsync(scenario.Playlist)).Items;
        await scenario.Worker.UndoAsync(scenario.SyncId);
        var undo = await scenario.Worker.UndoneAsync(scenario.SyncId);
        using var late = await scenario.Worker.TryChooseAsync(scenario.SyncId, 1, new { none = true });

        Assert.Equal([.. scenario.Others, .. scenario.Uris.Skip(1), chosen], replaced);
        Assert.Equal(Songs, undo.Removed);
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        await scenario.HoldsExactlyAsync(scenario.Others);
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task WhileTheSyncRuns_BothAreThere()
    {
        await using var scenario = await Scenario.PrepareAsync(fixture, fixture.Take(Chaos.Songs), []);
        var chosen = fixture.Take(1)[0].Uri;
        await scenario.Faults.SlowWritesAsync();
        await scenario.Faults.SlowReadsAsync();
        await scenario.StartAsync(Rows(scenario));
        await scenario.UntilAsync(SyncState.Writing);

        await scenario.Worker.ChooseAsync(scenario.SyncId, UnknownLine, chosen);
        await scenario.Worker.CompleteAsync(scenario.SyncId);
        await scenario.Worker.ChosenAsync(scenario.SyncId);

        var items = (await scenario.Spotify.PlaylistAsync(scenario.Playlist)).Items;
        Assert.Equal(scenario.Uris, items.Where(uri => uri != chosen));
        Assert.Single(items, chosen);
    }

    [Theory(Timeout = Chaos.Hung)]
    [InlineData("error_after", false)]
    [InlineData("error_before", false)]
    [InlineData("drop_after", true)]
    [InlineData("drop_before", true)]
    [InlineData("rate_limited", false)]
    public async Task WriteWithoutAnswer_IsThereOnce(string fault, bool readsLag)
    {
        await using var scenario = await EndedAsync();
        var chosen = fixture.Take(1)[0].Uri;
        if (readsLag)
        {
            await scenario.Faults.LaggingReadsAsync(ItemFaults.MaxLag);
        }

        await scenario.Faults.OnNextWriteAsync(fault);
        await scenario.Worker.ChooseAsync(scenario.SyncId, UnknownLine, chosen);
        var rows = await scenario.Worker.ChosenAsync(scenario.SyncId);

        await scenario.HoldsExactlyAsync(With(scenario, chosen));
        Assert.Equal(RowResult.Added, rows.Single(row => row.Line == UnknownLine).Result);
        await scenario.WasNotRepairedAsync();
    }

    [Theory(Timeout = Chaos.Hung)]
    [MemberData(nameof(KilledServices.EachRound), MemberType = typeof(KilledServices))]
    public async Task KilledInMidWrite_IsThereOnce(string services, int round)
    {
        await using var scenario = await EndedAsync();
        var chosen = fixture.Take(1)[0].Uri;
        await scenario.Faults.SlowWritesAsync();

        await scenario.Worker.ChooseAsync(scenario.SyncId, UnknownLine, chosen);
        await scenario.UntilCallsAsync(Endpoints.Write, 1);
        await scenario.Stack.KillAsync(KilledServices.Of(services));
        Chaos.Write($"round {round}: killed {services}");
        await scenario.Worker.ChosenAsync(scenario.SyncId);

        await scenario.HoldsExactlyAsync(With(scenario, chosen));
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task ForeignEditMeanwhile_DoublesNothing()
    {
        await using var scenario = await EndedAsync();
        var chosen = fixture.Take(1)[0].Uri;
        var foreign = fixture.Take(1)[0].Uri;
        await scenario.Faults.OnNextWriteAsync("drop_after");

        await scenario.Worker.ChooseAsync(scenario.SyncId, UnknownLine, chosen);
        await scenario.UntilCallsAsync(Endpoints.Write, 1);
        await Support.Eventually.TrueAsync(async () => (await scenario.Spotify.PlaylistAsync(scenario.Playlist)).Items.Contains(chosen));
        await scenario.Spotify.PutPlaylistAsync(scenario.Playlist, [foreign, .. With(scenario, chosen), foreign]);
        await scenario.Worker.ChosenAsync(scenario.SyncId);

        await scenario.HoldsExactlyAsync([foreign, .. With(scenario, chosen), foreign]);
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task WhatCannotBeChosen_IsAProblem()
    {
        await using var scenario = await EndedAsync();

        Assert.Equal(HttpStatusCode.NotFound, await AnswerAsync("nobody-knows-it", 1, new { none = true }));
        Assert.Equal(HttpStatusCode.NotFound, await AnswerAsync(scenario.SyncId, 99, new { none = true }));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await AnswerAsync(scenario.SyncId, 1, new { }));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await AnswerAsync(scenario.SyncId, 1, new { trackUri = "spotify:album:4aawyAB9vmqN3uQ7FjRGTy" }));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await AnswerAsync(scenario.SyncId, 1, new { trackUri = $"spotify:track:{new string('9', 22)}" }));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await AnswerAsync(scenario.SyncId, 1, new { trackUri = scenario.Uris[0], none = true }));
        await scenario.HoldsExactlyAsync([.. scenario.Others, .. scenario.Uris]);

        async Task<HttpStatusCode> AnswerAsync(string id, int line, object body)
        {
            using var response = await scenario.Worker.TryChooseAsync(id, line, body);
            return response.StatusCode;
        }
    }

    private async Task<Scenario> EndedAsync()
    {
        var scenario = await Scenario.PrepareAsync(fixture, fixture.Take(Songs), [.. fixture.Take(2).Select(song => song.Uri)]);
        await scenario.StartAsync(Rows(scenario));
        await scenario.Worker.CompleteAsync(scenario.SyncId);
        await scenario.Spotify.ResetCallsAsync();
        return scenario;
    }

    private static List<object> Rows(Scenario scenario)
    {
        var rows = scenario.Songs.Select(song => (object)new { song.Title, song.Artist, song.Uri }).ToList();
        rows.Insert(UnknownLine - 1, new { Title = $"Qwzx {scenario.Playlist}", Artist = "Nobody Whatsoever" });
        return rows;
    }

    private static string[] With(Scenario scenario, string chosen) =>
        [.. scenario.Others, .. scenario.Uris.Take(UnknownLine - 1), chosen, .. scenario.Uris.Skip(UnknownLine - 1)];
}
