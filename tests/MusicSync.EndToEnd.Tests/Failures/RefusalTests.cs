using MusicSync.EndToEnd.Tests.Durability;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Temporal;

namespace MusicSync.EndToEnd.Tests.Failures;

/// <summary>What no wait can mend ends the sync, which says what is wrong.</summary>
[Collection(FailureCollection.Name)]
public sealed class RefusalTests(FailureStack fixture)
{
    private const string GetPlaylist = "GET /v1/playlists/{id}";
    private const int NotAnAnswerOfSpotify = 418;

    [Fact(Timeout = Chaos.Hung)]
    public async Task NameThatCannotBeLookedUp_FailsTheSync_AndALaterOneAsksAnew()
    {
        await using var scenario = await Scenario.PrepareAsync(fixture, fixture.Take(1), []);
        await scenario.FaultAsync("error_before", "GET /v1/me/playlists", status: 403);
        object request = new
        {
            playlistName = "Not to be looked up",
            songs = scenario.Songs.Select(song => new { song.Title, song.Artist, song.Uri }),
        };

        var failed = await scenario.Worker.WaitAsync(await scenario.Worker.StartAsync(request), status => status.FinishedAt is not null);
        await scenario.Spotify.ClearFaultsAsync();
        var ended = await scenario.Worker.CompleteAsync(await scenario.Worker.StartAsync(request));

        Assert.Equal((SyncState.Failed, ActivityFailureTypes.SpotifyForbidden), (failed.State, failed.Error?.Type));
        Assert.Equal(scenario.Uris, (await scenario.Spotify.PlaylistAsync(ended.Playlist.Id!)).Items);
    }

    [Fact(Timeout = Chaos.Hung)]
    [Failure(McpFailureKind.NotFound, ActivityFailureTypes.SpotifyNotFound)]
    public async Task UnknownPlaylist_FailsTheSync_WhichNamesIt()
    {
        await using var scenario = await FailureScenario.PrepareAsync(fixture);
        await scenario.Spotify.DeletePlaylistAsync(scenario.Playlist);

        var error = await FailsInsideTheRunAsync(scenario);

        Assert.Equal(ActivityFailureTypes.SpotifyNotFound, error.Type);
        Assert.Contains(scenario.Playlist, error.Detail, StringComparison.Ordinal);
    }

    [Fact(Timeout = Chaos.Hung)]
    [Failure(McpFailureKind.Forbidden, ActivityFailureTypes.SpotifyForbidden)]
    public async Task SomebodyElsesPlaylist_FailsTheSync_WhichNamesIt()
    {
        await using var scenario = await FailureScenario.PrepareAsync(fixture);
        await scenario.Spotify.DeletePlaylistAsync(scenario.Playlist);
        await scenario.Spotify.PutPlaylistAsync(scenario.Playlist, [], ownerId: "somebody-else");

        var error = await FailsInsideTheRunAsync(scenario);

        Assert.Equal(ActivityFailureTypes.SpotifyForbidden, error.Type);
        Assert.Contains(scenario.Playlist, error.Detail, StringComparison.Ordinal);
    }

    [Fact(Timeout = Chaos.Hung)]
    [Failure(McpFailureKind.Forbidden)]
    public async Task PlaylistTakenAwayWhileWriting_ParksTheSync()
    {
        await using var scenario = await Scenario.PrepareAsync(fixture);
        await scenario.Faults.SlowWritesAsync();
        await scenario.StartByUriAsync();
        await scenario.UntilRowsAsync(102);
        await scenario.Spotify.DeletePlaylistAsync(scenario.Playlist);
        await scenario.Spotify.PutPlaylistAsync(scenario.Playlist, scenario.Others, ownerId: "somebody-else");

        await scenario.UntilParkedAsync("playlist_gone", "right to edit");
        await scenario.Spotify.DeletePlaylistAsync(scenario.Playlist);
        await scenario.Spotify.PutPlaylistAsync(scenario.Playlist, scenario.Others);

        await scenario.ResumeAndEndExactlyAsync();
    }

    [Fact(Timeout = Chaos.Hung)]
    [Failure(McpFailureKind.InvalidArgument, ActivityFailureTypes.McpInvalidArgument)]
    public async Task SearchRefused_IsThatRowsOutcome_AndTheRestGoesOn()
    {
        await using var scenario = await FailureScenario.PrepareAsync(fixture);
        await scenario.FaultAsync("error_before", Endpoints.Search, times: 1, status: 400);

        await scenario.StartAsync();
        var ended = await scenario.Worker.CompleteAsync(scenario.SyncId);

        Assert.Equal((FailureScenario.Songs - 1, 1), (ended.Changes.Added, ended.Outcomes.Missing));
        var missing = (await scenario.Worker.RowsAsync(scenario.SyncId)).Single(row => row.Outcome == RowOutcome.Missing);
        Assert.StartsWith("the search was refused: ", missing.Reasons[0], StringComparison.Ordinal);
    }

    [Fact(Timeout = Chaos.Hung)]
    [Failure(McpFailureKind.Internal, ActivityFailureTypes.McpInternalError)]
    public async Task PassingDefect_IsRepeated_AndTheSyncEndsExactly()
    {
        await using var scenario = await FailureScenario.PrepareAsync(fixture);
        await scenario.FaultAsync("error_before", Endpoints.Search, times: 3, status: NotAnAnswerOfSpotify);

        await scenario.StartAsync();

        await scenario.EndsExactlyAsync();
    }

    [Fact(Timeout = Chaos.Hung)]
    [Failure(McpFailureKind.Internal, ActivityFailureTypes.McpInternalError)]
    public async Task LastingDefect_SendsItsRowToReview_AndTheRestGoesOn()
    {
        await using var scenario = await FailureScenario.PrepareAsync(fixture);
        var bad = scenario.Songs[FailureScenario.Songs / 2];
        await scenario.FaultAsync("error_before", Endpoints.Search, status: NotAnAnswerOfSpotify);

        await scenario.StartAsync(scenario.Songs.Select(song => song == bad
            ? (object)new { song.Title, song.Artist }
            : new { song.Title, song.Artist, song.Uri }));
        var ended = await scenario.Worker.CompleteAsync(scenario.SyncId);

        Assert.Equal((FailureScenario.Songs - 1, 1), (ended.Changes.Added, ended.Outcomes.Review));
        var review = (await scenario.Worker.RowsAsync(scenario.SyncId)).Single(row => row.Outcome == RowOutcome.Review);
        Assert.Matches("internal error, trace [0-9a-f]{32}", review.Reasons[0]);
        Assert.Equal(1, await scenario.Sync.MaxAttemptsAsync());
    }

    [Fact(Timeout = Chaos.Hung)]
    [Failure(McpFailureKind.Internal, ActivityFailureTypes.McpInternalError)]
    public async Task LastingDefectWhileLookingThePlaylistUp_FailsTheSyncAfterFiveAttempts()
    {
        await using var scenario = await FailureScenario.PrepareAsync(fixture);
        await scenario.FaultAsync("error_before", GetPlaylist, status: NotAnAnswerOfSpotify);

        await scenario.StartAsync();
        var error = await scenario.FailsAsync();

        Assert.Equal(ActivityFailureTypes.McpInternalError, error.Type);
        Assert.Matches("Internal error, trace [0-9a-f]{32}", error.Detail);
        Assert.Equal(5, await scenario.Sync.MaxAttemptsAsync());
    }

    // The check before the answer takes 2 s at most; a slower playlist is looked up inside the run.
    private static async Task<SyncError> FailsInsideTheRunAsync(Scenario scenario)
    {
        await scenario.Spotify.FaultAsync(new { endpoint = GetPlaylist, fault = "latency", milliseconds = 2_500 });
        await scenario.StartAsync();
        return await scenario.FailsAsync();
    }
}
