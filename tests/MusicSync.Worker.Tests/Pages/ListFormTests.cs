using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using MusicSync.Worker.Api;
using MusicSync.Worker.Pages;
using MusicSync.Worker.Pages.Views;
using MusicSync.Worker.Songs;

namespace MusicSync.Worker.Tests.Pages;

/// <summary>What people drop or paste, and how it comes back from the form.</summary>
public sealed class ListFormTests
{
    private static readonly SealedLists Lists = new(new EphemeralDataProtectionProvider());

    [Theory]
    [InlineData("title,artist\nLanterns Out,The Copper Lanterns")]
    [InlineData("Artist\tTitle\r\nThe Copper Lanterns\tLanterns Out")]
    [InlineData("""[{"title": "Lanterns Out", "artist": "The Copper Lanterns"}]""")]
    [InlineData("The Copper Lanterns - Lanterns Out\n")]
    public void PastedText_IsReadAsWhatItIs(string text)
    {
        var song = Assert.Single(ListForm.Pasted(text).Songs);

        Assert.Equal(("Lanterns Out", "The Copper Lanterns"), (song.Title, song.Artist));
    }

    [Fact]
    public void SealedList_ComesBackAsItWas()
    {
        var list = new ReadList("road-trip", new SongList([new Song(2, "Lanterns Out", "The Copper Lanterns", Year: "1999")], [new RejectedRow(3, "?", "no title")]));

        var opened = Lists.Open(Lists.Seal(list));

        Assert.Equal((list.Name, list.List.Songs[0], list.List.Rejected[0]), (opened.Name, opened.List.Songs[0], opened.List.Rejected[0]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no base64!")]
    [InlineData("aGVsbG8")]
    public void ForgedList_IsRefused(string text) => Assert.Equal(400, Assert.Throws<ProblemException>(() => Lists.Open(text)).Status);

    [Fact]
    public async Task Text_GoesBeforeWhatTheFormKept()
    {
        var form = new FormCollection(new Dictionary<string, StringValues>
        {
            [ListForm.Text] = "Juno Vale - Slow Satellite",
            [ListForm.Sealed] = Lists.Seal(new ReadList("old", new SongList([], []))),
        });

        var read = await ListForm.ReadAsync(form, Lists, TestContext.Current.CancellationToken);

        Assert.Equal("Slow Satellite", Assert.Single(read!.List.Songs).Title);
    }

    [Fact]
    public async Task LinkThatWasShown_IsStartedAsItWasShown_AndAnotherOneIsNot()
    {
        const string Shown = "https://open.spotify.com/album/4aawyAB9vmqN3uQ7FjRGTy";
        var list = new ReadList(Name: null, new SongList([new Song(1, "Lanterns Out", "The Copper Lanterns")], []), SpotifyListLink.Of(Shown));

        var same = await ReadAsync(Shown + "?si=x");
        var other = await ReadAsync("spotify:album:5aawyAB9vmqN3uQ7FjRGTy");

        Assert.Equal((list.List.Songs[0], list.Link), (Assert.Single(same.List.Songs), same.Link));
        Assert.Equal(("spotify:album:5aawyAB9vmqN3uQ7FjRGTy", null), (SpotifyListLink.Alone(other.List)?.Uri, other.Link));

        async Task<ReadList> ReadAsync(string text) => (await ListForm.ReadAsync(
            new FormCollection(new Dictionary<string, StringValues> { [ListForm.Text] = text, [ListForm.Sealed] = Lists.Seal(list) }),
            Lists,
            TestContext.Current.CancellationToken))!;
    }

    [Fact]
    public void Preview_SaysWhatWasUnderstood()
    {
        Song[] songs = [.. Enumerable.Range(2, 12).Select(line => new Song(line, "Title", "Artist", Album: line == 5 ? "Album" : null))];
        RejectedRow[] rejected = [new(14, "?", "the artist is missing")];

        var view = PreviewView.Of("road-trip", new SongList(songs, rejected), "sealed");

        Assert.Equal("road-trip · 12 songs · columns: Title, Artist, Album · 1 row cannot be read", view.Summary);
        Assert.Equal((8, 4, 1, 0), (view.Songs.Count, view.More, view.Rejected.Count, view.MoreRejected));
    }

    [Theory]
    [InlineData("new", "Road trip", "")]
    [InlineData("mine", "", "37i9dQZF1DXcBWIGoYBM5M")]
    [InlineData("link", "", "https://open.spotify.com/playlist/37i9dQZF1DXcBWIGoYBM5M")]
    public void Form_SendsOneTargetOnly(string into, string name, string playlist)
    {
        var form = StartForm.Empty with
        {
            Into = into,
            Name = "Road trip",
            Mine = "37i9dQZF1DXcBWIGoYBM5M",
            Link = "https://open.spotify.com/playlist/37i9dQZF1DXcBWIGoYBM5M",
        };

        var sent = form.Parameters().ToDictionary();

        Assert.Equal((name, playlist), (sent["playlistName"].ToString(), sent["playlist"].ToString()));
    }

    [Theory]
    [InlineData("road-trip_2026", "Road trip 2026")]
    [InlineData(null, "")]
    [InlineData("-", "")]
    public void NewPlaylist_IsCalledLikeTheFile(string? file, string expected) => Assert.Equal(expected, StartForm.Empty.Naming(file).Name);
}
