using MusicSync.SpotifySimulator.Catalog;
using MusicSync.SpotifySimulator.Catalog.Search;

namespace MusicSync.SpotifySimulator.Tests;

public sealed class SmallCatalogTests
{
    private static readonly TrackSearch Search = new(TrackCatalog.Small, SearchRules.Strict);

    [Fact]
    public void EveryTrack_HasASpotifyIdAndIsFoundByTitleAndArtist()
    {
        Assert.All(TrackCatalog.Small.Tracks, track =>
        {
            Assert.Matches("^[0-9A-Za-z]{22}$", track.Id);
            var found = Search.Search($"{track.Title} {track.Artists[0]}", 10, 0).Tracks;
            Assert.Contains(track, found);
        });
    }

    [Fact]
    public void EveryIsrc_FindsItsRecordingOnly()
    {
        var recordings = TrackCatalog.Small.Tracks.Where(track => track.Isrc is not null).GroupBy(track => track.Isrc);

        Assert.All(recordings, recording => Assert.Equal(recording, Search.Search($"isrc:{recording.Key}", 10, 0).Tracks));
    }
}
