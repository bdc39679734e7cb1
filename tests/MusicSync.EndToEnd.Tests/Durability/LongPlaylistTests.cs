using MusicSync.LocalStack;

namespace MusicSync.EndToEnd.Tests.Durability;

/// <summary>Single songs into a playlist of many pages, which the host remembers; somebody else edits it in between.</summary>
public sealed class LongPlaylistTests(DurabilityStack fixture) : IClassFixture<DurabilityStack>
{
    private const int Rows = 620;

    // Search, first page, last page, snapshot, write, read back.
    private const int CallsASong = 6;

    [Fact(Timeout = Chaos.Hung)]
    public async Task UnchangedPlaylist_IsNotReadAgainForTheNextSong()
    {
        var songs = fixture.Take(3);
        await using var scenario = await Scenario.PrepareAsync(fixture, songs, Others());
        await AddAsync(scenario, songs[0]);

        await scenario.Spotify.ResetCallsAsync();
        await AddAsync(scenario, songs[1]);
        await AddAsync(scenario, songs[2]);

        Assert.InRange((await scenario.Spotify.CallsAsync()).Total, 1, 2 * CallsASong);
        await scenario.EndsExactlyAsync();
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task EditBySomebodyElse_IsSeen_AlthoughTheSnapshotLags()
    {
        var songs = fixture.Take(3);
        var others = Others();
        await using var scenario = await Scenario.PrepareAsync(fixture, songs, others);
        await AddAsync(scenario, songs[0]);

        // They take a row out and add the song that is wanted next, right in the middle.
        string[] edited = [.. others[1..300], songs[1].Uri, .. others[300..], songs[0].Uri, others[0]];
        await scenario.Spotify.PutPlaylistAsync(scenario.Playlist, edited);
        await AddAsync(scenario, songs[1]);
        await AddAsync(scenario, songs[2]);

        await scenario.EndsExactlyAsync([.. edited, songs[2].Uri]);
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task HostThatStartsAnew_KnowsNothing_AndReads()
    {
        var songs = fixture.Take(2);
        await using var scenario = await Scenario.PrepareAsync(fixture, songs, Others());
        await AddAsync(scenario, songs[0]);
        await scenario.Stack.RestartAsync(ServiceNames.McpHost, TestContext.Current.CancellationToken);
        await AddAsync(scenario, songs[1]);

        await scenario.EndsExactlyAsync();
    }

    private string[] Others()
    {
        var uris = fixture.Take(40).Select(song => song.Uri).ToList();
        return [.. Enumerable.Range(0, Rows).Select(row => uris[row * 7 % 40])];
    }

    private static async Task AddAsync(Scenario scenario, MadeSong song)
    {
        await scenario.StartAsync([new { song.Title, song.Artist }]);
        await scenario.Worker.CompleteAsync(scenario.SyncId);
    }
}
