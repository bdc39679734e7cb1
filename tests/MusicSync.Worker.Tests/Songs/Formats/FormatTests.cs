using System.Text;
using System.Text.Json;
using MusicSync.Worker.Songs;

namespace MusicSync.Worker.Tests.Songs.Formats;

/// <summary>Files of other programs: what is read of them, however they are encoded, and how they are recognised.</summary>
public sealed class FormatTests
{
    private const string Lanterns = "The Copper Lanterns – Lanterns Out";

    public static TheoryData<string> Names => [.. FormatSample.All.Select(sample => sample.Name)];

    // A list of paths alone looks like any text; only its name says what it is.
    public static TheoryData<string> NamesWithASign => [.. FormatSample.All.Select(sample => sample.Name).Where(name => name != "M3U without descriptions")];

    [Fact]
    public void EveryKind_HasThreeSamples() => Assert.All(FormatSample.Kinds, kind => Assert.True(kind.Value.Length >= 3, kind.Key));

    [Theory]
    [MemberData(nameof(Names))]
    public void Sample_IsReadWhole_InEachEncodingAndWithEachLineEnd(string name)
    {
        var sample = Named(name);
        Encoding[] encodings = [new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode];
        var plain = sample.Read();

        Assert.Equal((sample.Songs, sample.Rejected), (plain.Songs.Count, plain.Rejected.Count));
        Assert.All(plain.Rejected, row => Assert.NotEmpty(row.Reason));
        foreach (var end in new[] { "\n", "\r\n", "\r" })
        {
            foreach (var encoding in encodings)
            {
                var text = sample.Content.ReplaceLineEndings(end);
                byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes(text)];
                Assert.Equal(plain.Songs, SongListReader.Read(bytes, "application/octet-stream", sample.FileName).Songs);
            }
        }
    }

    [Theory]
    [MemberData(nameof(NamesWithASign))]
    public void Sample_ThatIsPasted_IsRecognised(string name) =>
        Assert.Equal(Named(name).Read().Songs, SongListReader.Read(Named(name).Content).Songs);

    [Fact]
    public void M3u_TellsArtistTitleAlbumLengthAndLine() => Assert.Equal(
        [
            new Song(4, "Ebbe", "Möwe & Söhne", "Harbour Lights", DurationMs: 201_000),
            new Song(6, "Flut", "Möwe & Söhne", "Harbour Lights", DurationMs: 222_000),
        ],
        Named("M3U with albums and artists").Read().Songs);

    [Fact]
    public void M3u_WithoutDescriptions_TakesTheNamesOfFiles() => Assert.Equal(
        ["The Copper Lanterns: Lanterns Out", "Juno Vale: Slow Satellite", "311: Down Again", ": "],
        Named("M3U without descriptions").Read().Songs.Select(song => $"{song.Artist}: {song.Title}"));

    [Fact]
    public void M3u_InWindows1252_IsRead()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var bytes = Encoding.GetEncoding(1252).GetBytes(PlayerSamples.M3u[1].Content);

        Assert.Equal("Möwe & Söhne", SongListReader.Read(bytes, "audio/x-mpegurl").Songs[0].Artist);
    }

    [Fact]
    public void Pls_IsOrderedByNumber() =>
        Assert.Equal([("Lanterns Out", 4), ("Lobby Waltz", 3)], Named("PLS out of order, with a station").Read().Songs.Select(song => (song.Title, song.Line)));

    [Fact]
    public void Xspf_TellsEverything() => Assert.Equal(
        new Song(5, "Lanterns Out", "The Copper Lanterns", "Brass & Wick", DurationMs: 215_000), Named("XSPF of a desktop player").Read().Songs[0]);

    [Fact]
    public void Xml_InTheEncodingThatItDeclares_IsRead()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        const string Xml = """<?xml version="1.0" encoding="ISO-8859-2"?><playlist><trackList><track><title>Żółw</title><creator>Łódka</creator></track></trackList></playlist>""";

        Assert.Equal("Żółw", Assert.Single(SongListReader.Read(Encoding.GetEncoding("ISO-8859-2").GetBytes(Xml), "application/xml").Songs).Title);
    }

    [Fact]
    public void ExportedPlaylistOfMusic_KeepsItsOrder() => Assert.Equal(
        ["Slow Satellite, , ", "Lanterns Out, 215000, 2019"],
        Named("Exported playlist of Music").Read().Songs.Select(song => $"{song.Title}, {song.DurationMs}, {song.Year}"));

    [Fact]
    public void Listen_TellsIsrcLengthAndLink()
    {
        var songs = Named("Listens of ListenBrainz, one a line").Read().Songs;

        Assert.Equal(new Song(1, "Lanterns Out", "The Copper Lanterns", "Brass & Wick", "GBAYE6500521", 215_000), songs[0]);
        Assert.Equal("spotify:track:6rqhFgbbKwnb9MLmUQDhG6", songs[1].Uri);
    }

    [Fact]
    public void Takeout_JoinsItsArtists() => Assert.Equal("Delta, The Night Porters", Named("Library of YouTube Takeout").Read().Songs[0].Artist);

    [Fact]
    public void TrackList_LosesTimesAndLabels_AndKeepsVersions() => Assert.Equal(
        ["Lanterns Out (Dub)", "Lobby Waltz (Acappella)", "Slow Satellite [Kesper Remix]"],
        Named("Set with times and labels").Read().Songs.Select(song => song.Title));

    [Fact]
    public void TrackList_OfASongThatIsCalledLikeATime_KeepsIt() => Assert.Equal("4:44", Named("Times behind, labels only").Read().Songs[2].Title);

    [Fact]
    public void PlainLines_WithVersionsInBrackets_AreNoTrackList() =>
        Assert.Equal("Lanterns Out [Remastered]", SongListReader.Read($"{Lanterns} [Remastered]\n{Lanterns} [Live]\n{Lanterns} [Live]").Songs[0].Title);

    [Fact]
    public void TextPlain_WithTheSignOfAnotherForm_IsReadAsThat() =>
        Assert.Equal(2, SongListReader.Read(PlayerSamples.M3u[1].Bytes, "text/plain; charset=utf-8").Songs.Count);

    [Theory]
    [InlineData("""{"playlist": {"track": []}}""", true)]
    [InlineData("""{"playlist": "37i9dQZF1DXcBWIGoYBM5M", "songs": []}""", false)]
    [InlineData("""{"playlistName": "X", "title": "A", "artist": "B"}""", false)]
    public void JsonBody_IsAnExport_OnlyWhereItIsNoneOfOurs(string json, bool expected)
    {
        using var document = JsonDocument.Parse(json);

        Assert.Equal(expected, SongListReader.IsExport(document.RootElement));
    }

    private static FormatSample Named(string name) => FormatSample.All.Single(sample => sample.Name == name);
}
