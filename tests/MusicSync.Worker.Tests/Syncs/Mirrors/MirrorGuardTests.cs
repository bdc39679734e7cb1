using MusicSync.Worker.Matching;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Songs;
using MusicSync.Worker.Syncs.Mirrors;

namespace MusicSync.Worker.Tests.Syncs.Mirrors;

/// <summary>What a mirror's playlist is to hold, when somebody is asked first, and what is the mirror's own afterwards.</summary>
public sealed class MirrorGuardTests
{
    [Theory]
    [InlineData(10, 5, false)]
    [InlineData(10, 4, true)]
    [InlineData(10, 0, true)]
    [InlineData(1, 0, true)]
    [InlineData(0, 0, false)]
    public void ListThatLosesMoreThanHalf_IsAskedAbout_UnlessConfirmed(int own, int kept, bool asks)
    {
        var mirror = new SyncMirror([.. Enumerable.Range(1, own).Select(line => new OwnTrack(Uri(line), OwnTrack.KeyOf(Song(line))))]);
        Song[] songs = [.. Enumerable.Range(1, kept).Select(Song)];

        var wish = MirrorGuard.WishOf(mirror, songs, Accepted(songs));
        var confirmed = MirrorGuard.WishOf(mirror with { Confirmed = true }, songs, Accepted(songs));

        Assert.Equal(asks ? (own, own - kept) : null, wish.Question is { } question ? (question.Own, question.Lost) : ((int, int)?)null);
        Assert.Null(confirmed.Question);
    }

    [Fact]
    public void NewSongsInPlaceOfMostOldOnes_AreAskedAboutToo()
    {
        var mirror = new SyncMirror([new(Uri(1)), new(Uri(2)), new(Uri(3))]);
        Song[] songs = [.. Enumerable.Range(3, 20).Select(Song)];

        Assert.Equal(2, MirrorGuard.WishOf(mirror, songs, Accepted(songs)).Question?.Lost);
    }

    [Fact]
    public void RowWhoseMatchIsNotCertainAnyMore_KeepsItsTrack_AtItsPlace()
    {
        Song[] songs = [Song(1), Song(2), Song(3)];
        var mirror = new SyncMirror([new("spotify:track:before", OwnTrack.KeyOf(songs[1]))]);

        var wish = MirrorGuard.WishOf(mirror, songs, Accepted(songs[0], songs[2]));

        Assert.Equal([Uri(1), "spotify:track:before", Uri(3)], wish.Tracks.Select(track => track.Track.Uri));
        Assert.Null(wish.Question);
    }

    [Fact]
    public void RowThatIsAnotherTrackNow_GivesUpTheOneItHad_AndIsNotLost()
    {
        Song[] songs = [Song(1)];
        var mirror = new SyncMirror([new("spotify:track:before", OwnTrack.KeyOf(songs[0]))]);

        var wish = MirrorGuard.WishOf(mirror, songs, Accepted(songs));

        Assert.Equal([Uri(1)], wish.Tracks.Select(track => track.Track.Uri));
        Assert.Null(wish.Question);
    }

    [Fact]
    public void KeyOfARow_StaysWhatItIs() =>
        Assert.Equal("rfBuvqgISN4i", OwnTrack.KeyOf(new Song(7, " Dónde ", "Ana", "Album", "GBAYE0601498")));

    [Fact]
    public void OwnTracks_AreThoseFromBefore_WithoutWhatIsGone_AndWhatWasAdded()
    {
        Song[] songs = [Song(1), Song(2), Song(3)];
        OwnTrack[] before = [new(Uri(9)), new(Uri(1)), new(Uri(8))];
        var changes = new PlaylistChanges(Added: [2], AlreadyPresent: [1, 3], Mirror: new([Uri(9)], [new(2, "spotify:track:other")]));

        var own = OwnTracks.After(before, changes, Accepted(songs), songs);

        Assert.Equal(
            [new(Uri(1), OwnTrack.KeyOf(songs[0])), new(Uri(8)), new(Uri(2), OwnTrack.KeyOf(songs[1])), new("spotify:track:other", OwnTrack.KeyOf(songs[1]))], own);
    }

    private static Song Song(int line) => new(line, $"Song {line}", "Somebody");

    private static string Uri(int line) => $"spotify:track:{line}";

    private static Dictionary<int, WantedTrack> Accepted(params Song[] songs) => songs.ToDictionary(
        song => song.Line, song => new WantedTrack(song.Line, new ChosenTrack(Uri(song.Line), song.Title, [song.Artist])));
}
