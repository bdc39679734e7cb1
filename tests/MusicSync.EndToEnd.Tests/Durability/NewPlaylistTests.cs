
namespace MusicSync.EndToEnd.Tests.Durability;

/// <summary>A name becomes exactly one playlist, whatever happens to the call that makes it.</summary>
public sealed class NewPlaylistTests(DurabilityStack fixture) : IClassFixture<DurabilityStack>
{
    [Fact(Timeout = Chaos.Hung)]
    public async Task TwoSyncsAtOnceWithANewName_ShareOnePlaylist()
    {
        using var worker = fixture.Worker();
        using var spotify = fixture.Spotify();
        var songs = fixture.Take(20);

        var ids = await Task.WhenAll(songs.Chunk(10).Select(half => worker.StartAsync(Request("Shared", half))));
        var ended = await Task.WhenAll(ids.Select(worker.CompleteAsync));

        var playlist = Assert.Single(await spotify.PlaylistsAsync(), playlist => playlist.Name == "Shared");
        Assert.All(ended, status => Assert.Equal(playlist.Id, status.Playlist.Id));
        Assert.Equal(songs.Select(song => song.Uri).Order(), playlist.Items.Order());
    }

    [Theory(Timeout = Chaos.Hung)]
    [InlineData("drop_after")]
    [InlineData("drop_before")]
    [InlineData("error_after")]
    public async Task CreationWithoutAnswer_MakesExactlyOne(string fault)
    {
        using var worker = fixture.Worker();
        using var spotify = fixture.Spotify();
        await spotify.ClearFaultsAsync();
        await spotify.FaultAsync(new { endpoint = Endpoints.Create, fault, times = 1 });
        await spotify.FaultAsync(
            new { endpoint = "GET /v1/me/playlists", fault = "read_lag", milliseconds = ItemFaults.MaxLag.TotalMilliseconds });
        var songs = fixture.Take(10);

        await worker.CompleteAsync(await worker.StartAsync(Request($"Made with {fault}", songs)));

        var playlist = Assert.Single(await spotify.PlaylistsAsync(), playlist => playlist.Name == $"Made with {fault}");
        Assert.Equal(songs.Select(song => song.Uri), playlist.Items);
        await spotify.ClearFaultsAsync();
    }

    private static object Request(string playlistName, IEnumerable<MadeSong> songs) =>
        new { playlistName, songs = songs.Select(song => new { song.Title, song.Artist }) };
}
