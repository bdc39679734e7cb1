using System.Net;
using MusicSync.EndToEnd.Tests.Durability;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Syncs.Edits;

namespace MusicSync.EndToEnd.Tests.Edits;

/// <summary>An undo takes out what its sync has written, all of it and nothing else, whatever happens meanwhile.</summary>
public sealed class UndoTests(DurabilityStack fixture) : IClassFixture<DurabilityStack>
{
    [Fact(Timeout = Chaos.Hung)]
    public async Task Undone_HoldsWhatOthersAdded_BeforeAndAfter()
    {
        await using var scenario = await EditedScenario.EndedAsync(fixture);
        var (between, after) = (fixture.Take(1)[0].Uri, fixture.Take(1)[0].Uri);
        string[] edited = [.. scenario.Others, .. scenario.Uris.Take(60), between, .. scenario.Uris.Skip(60), after];
        await scenario.Spotify.PutPlaylistAsync(scenario.Playlist, edited);

        await scenario.Worker.UndoAsync(scenario.SyncId);
        var undo = await scenario.Worker.UndoneAsync(scenario.SyncId);

        await scenario.HoldsExactlyAsync([.. scenario.Others, between, after]);
        Assert.Equal((UndoState.Completed, scenario.Songs.Count, 0, 0, false), (undo.State, undo.Removed, undo.Gone, undo.LeftCount, undo.PlaylistIsEmpty));
        Assert.All(await scenario.Worker.RowsAsync(scenario.SyncId), row => Assert.Equal(RowResult.TakenOut, row.Result));
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task SomebodyElsesCopy_StaysWithOurs_AndIsReported()
    {
        await using var scenario = await EditedScenario.EndedAsync(fixture, songs: 5);
        var (doubled, gone) = (scenario.Uris[1], scenario.Uris[3]);
        await scenario.Spotify.PutPlaylistAsync(
            scenario.Playlist, [.. scenario.Others, .. scenario.Uris.Where(uri => uri != gone), doubled]);

        await scenario.Worker.UndoAsync(scenario.SyncId);
        var undo = await scenario.Worker.UndoneAsync(scenario.SyncId);

        await scenario.HoldsExactlyAsync([.. scenario.Others, doubled, doubled]);
        Assert.Equal((3, 1), (undo.Removed, undo.Gone));
        Assert.Equal((2, doubled), (Assert.Single(undo.Left).Line, undo.Left[0].TrackUri));
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task Twice_IsOnce_AndAnEmptiedPlaylistIsLeftAndSaid()
    {
        await using var scenario = await Scenario.PrepareAsync(fixture, fixture.Take(3), others: []);
        await scenario.StartByUriAsync();
        await scenario.Worker.CompleteAsync(scenario.SyncId);

        await scenario.Worker.UndoAsync(scenario.SyncId);
        var first = await scenario.Worker.UndoneAsync(scenario.SyncId);
        await scenario.Spotify.PutPlaylistAsync(scenario.Playlist, scenario.Uris);
        await scenario.Worker.UndoAsync(scenario.SyncId);
        var second = await scenario.Worker.UndoneAsync(scenario.SyncId);

        Assert.True(first.PlaylistIsEmpty);
        Assert.Equal((first.Removed, first.FinishedAt), (second.Removed, second.FinishedAt));
        await scenario.HoldsExactlyAsync(scenario.Uris);
    }

    [Theory(Timeout = Chaos.Hung)]
    [InlineData("error_after", false)]
    [InlineData("error_before", false)]
    [InlineData("drop_after", false)]
    [InlineData("drop_after", true)]
    [InlineData("drop_before", false)]
    [InlineData("drop_before", true)]
    [InlineData("rate_limited", false)]
    public async Task RemovalWithoutAnswer_EndsExactly(string fault, bool readsLag)
    {
        await using var scenario = await EditedScenario.EndedAsync(fixture);
        if (readsLag)
        {
            await scenario.Faults.LaggingReadsAsync(ItemFaults.MaxLag);
        }

        await scenario.Faults.OnNextRemovalAsync(fault);

        await scenario.Worker.UndoAsync(scenario.SyncId);
        var undo = await scenario.Worker.UndoneAsync(scenario.SyncId);

        await scenario.HoldsExactlyAsync(scenario.Others);
        Assert.Equal((scenario.Songs.Count, 0, 0), (undo.Removed, undo.Gone, undo.LeftCount));
    }

    [Theory(Timeout = Chaos.Hung)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SyncedAgainAtOnce_IsWrittenAgain(bool readsLag)
    {
        await using var scenario = await EditedScenario.EndedAsync(fixture, songs: 5);
        if (readsLag)
        {
            await scenario.Faults.LaggingReadsAsync(ItemFaults.MaxLag);
        }

        await scenario.Worker.UndoAsync(scenario.SyncId);
        await scenario.Worker.UndoneAsync(scenario.SyncId);
        await scenario.StartByUriAsync();

        var status = await scenario.EndsExactlyAsync();
        Assert.Equal(5, status.Changes.Added);
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task WhatCannotBeUndone_IsAProblem()
    {
        await using var scenario = await Scenario.PrepareAsync(fixture, fixture.Take(3), others: []);
        var dryRun = await scenario.Worker.StartAsync(new
        {
            playlist = scenario.Playlist,
            dryRun = true,
            songs = scenario.Songs.Select(song => new { song.Title, song.Artist, song.Uri }),
        });
        await scenario.Worker.CompleteAsync(dryRun);
        await scenario.Faults.SlowWritesAsync();
        await scenario.StartByUriAsync();

        using var ofDryRun = await scenario.Worker.TryUndoAsync(dryRun);
        using var ofRunning = await scenario.Worker.TryUndoAsync(scenario.SyncId);
        using var ofUnknown = await scenario.Worker.TryUndoAsync("nobody-knows-it");

        Assert.Equal(
            (HttpStatusCode.Conflict, HttpStatusCode.Conflict, HttpStatusCode.NotFound),
            (ofDryRun.StatusCode, ofRunning.StatusCode, ofUnknown.StatusCode));
        await scenario.EndsExactlyAsync();
    }
}
