using System.Text;
using System.Text.Json;
using MusicSync.Worker.Songs;

namespace MusicSync.Worker.Tests.Songs;

public sealed class JsonSongListTests
{
    [Fact]
    public void Array_OfGoodSongs_IsReadWithAllFields()
    {
        var list = Read("""
            [{"title": " Yesterday ", "artist": "The Beatles", "album": "Help!", "isrc": "gb-aye-65-00521", "durationMs": 125000, "year": 1965},
             {"title": "", "artist": "", "uri": "https://open.spotify.com/intl-de/track/6rqhFgbbKwnb9MLmUQDhG6?si=1"}]
            """);

        Assert.Equal(
            [
                new Song(1, "Yesterday", "The Beatles", "Help!", "GBAYE6500521", 125000, "1965"),
                new Song(2, "", "", Uri: "spotify:track:6rqhFgbbKwnb9MLmUQDhG6"),
            ],
            list.Songs);
    }

    [Theory]
    [InlineData("""{"title": "", "artist": "The Beatles"}""", "title is missing")]
    [InlineData("""{"title": "Yesterday"}""", "artist is missing")]
    [InlineData("""{"title": 7, "artist": "The Beatles"}""", "\"title\" must be a string")]
    [InlineData("""{"title": "Yester\u0007day", "artist": "The Beatles"}""", "control characters")]
    [InlineData("""{"title": "Yesterday", "artist": "The Beatles", "durationMs": "long"}""", "milliseconds")]
    [InlineData("""{"title": "Yesterday", "artist": "The Beatles", "uri": "spotify:album:6rqhFgbbKwnb9MLmUQDhG6"}""", "no Spotify track")]
    [InlineData("\"Yesterday\"", "object")]
    [InlineData("null", "object")]
    public void Array_WithOneBadElement_RejectsItAndGoesOn(string bad, string reason)
    {
        var list = Read($$"""[{{bad}}, {"title": "Help!", "artist": "The Beatles"}]""");

        Assert.Equal([new Song(2, "Help!", "The Beatles")], list.Songs);
        var rejected = Assert.Single(list.Rejected);
        Assert.Equal(1, rejected.Line);
        Assert.Contains(reason, rejected.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Title_OfMoreThanTheLimit_IsRejectedWithAShortExcerpt()
    {
        var list = Read($$"""[{"title": "{{new string('a', SongLimits.FieldLength + 1)}}", "artist": "B"}]""");

        Assert.Equal(SongLimits.ExcerptLength, Assert.Single(list.Rejected).Text.Length);
    }

    [Theory]
    [InlineData("""{"title": "\ud83c", "artist": "B"}""")]
    [InlineData("""{"title": "A", "artist": ["B", "\udfb5"]}""")]
    public void HalfOfASurrogatePair_RejectsItsRowAlone(string bad)
    {
        var list = Read($$"""[{{bad}}, {"title": "Help!", "artist": "The Beatles"}]""");

        Assert.Equal(2, Assert.Single(list.Songs).Line);
        Assert.Contains("surrogate", Assert.Single(list.Rejected).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Excerpt_EndsBetweenCharacters()
    {
        var list = Read($$"""["{{string.Concat(Enumerable.Repeat("🎵", 150))}}"]""");

        Assert.False(char.IsHighSurrogate(Assert.Single(list.Rejected).Text[^1]));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[")]
    public void Json_ThatIsNoArray_IsRefusedAsAWhole(string json) =>
        Assert.Throws<SongListException>(() => SongListReader.Read(Encoding.UTF8.GetBytes(json), "application/json; charset=utf-8"));

    private static SongList Read(string json)
    {
        using var document = JsonDocument.Parse(json);

        return SongListReader.Read(document.RootElement);
    }
}
