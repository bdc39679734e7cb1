using MusicSync.Worker.Matching;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Sources;

namespace MusicSync.Worker.Tests.Sources;

public sealed class PlaylistSourceTests
{
    private const string Uri = "spotify:track:4uLU6hMCjMI75M1A2tKUQC";

    [Fact]
    public void Rows_AreSongsThatNameTheirTrack()
    {
        var list = PlaylistSource.ListOf(
        [
            new PlaylistSlot(0, Uri, new ChosenTrack(Uri, "Lanterns Out", ["The Copper Lanterns", "Delta"], DurationMs: 180_000)),
            new PlaylistSlot(1, "spotify:episode:512ojhOuo1ktJprKbVcKyQ", Track: null),
            new PlaylistSlot(2, Uri: null, Track: null),
        ]);

        var song = Assert.Single(list.Songs);
        Assert.Equal((1, "Lanterns Out", "The Copper Lanterns, Delta", Uri), (song.Line, song.Title, song.Artist, song.Uri));
        Assert.Equal([2, 3], list.Rejected.Select(row => row.Line));
    }
}
