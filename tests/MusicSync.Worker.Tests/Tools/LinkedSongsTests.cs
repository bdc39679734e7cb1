using MusicSync.Worker.Api;
using MusicSync.Worker.Matching;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Tools;

namespace MusicSync.Worker.Tests.Tools;

/// <summary>What is behind a link, as a list of songs.</summary>
public sealed class LinkedSongsTests
{
    private static readonly string Track = $"spotify:track:{new string('a', 22)}";

    [Fact]
    public void Playlist_IsAListOfItsTracks_WithARejectedRowForEachOther()
    {
        var list = LinkedSongs.ListOf(
        [
            new PlaylistSlot(0, Track, new ChosenTrack(Track, "Title", ["One", "Two"], DurationMs: 1000, Isrc: "GBAYE0601498")),
            new PlaylistSlot(1, "spotify:local:a:b:c:1", Track: null),
            new PlaylistSlot(2, "spotify:episode:4rOoJ6Egrf8K2IrywzwOMk", Track: null),
            new PlaylistSlot(3, Uri: null, Track: null),
        ]);

        var song = Assert.Single(list.Songs);
        Assert.Equal((1, "Title", "One, Two", Track, 1000), (song.Line, song.Title, song.Artist, song.Uri, song.DurationMs));
        Assert.Equal(
            [
                (2, "this is a local file; Spotify has no track for it"),
                (3, "this is a podcast; only songs can be synced"),
                (4, "this is a row that Spotify shows nothing of"),
            ],
            list.Rejected.Select(row => (row.Line, row.Reason)));
    }

    [Fact]
    public async Task Track_IsAListOfOne() =>
        Assert.Equal(Track, Assert.Single((await ReadAsync($" https://open.spotify.com/intl-de/track/{new string('a', 22)}?si=x ")).Songs).Uri);

    [Theory]
    [InlineData("https://open.spotify.com/album/4aawyAB9vmqN3uQ7FjRGTy", "link: it is a link to an album; use the link of a track, or of a playlist.")]
    [InlineData("https://charts.example/week.csv", "link must be that of a Spotify playlist or track.")]
    [InlineData("http://169.254.169.254/latest/meta-data", "link must be that of a Spotify playlist or track.")]
    public async Task AnythingElse_IsRefused(string link, string expected) =>
        Assert.StartsWith(expected, (await Assert.ThrowsAsync<ProblemException>(() => ReadAsync(link))).Message, StringComparison.Ordinal);

    // None of these asks for a playlist.
    private static Task<Worker.Songs.SongList> ReadAsync(string link) =>
        new LinkedSongs(playlists: null!, TimeProvider.System).ReadAsync(link, TestContext.Current.CancellationToken);
}
