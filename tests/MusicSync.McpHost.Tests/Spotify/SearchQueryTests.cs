using MusicSync.McpHost.Spotify;

namespace MusicSync.McpHost.Tests.Spotify;

public sealed class SearchQueryTests
{
    [Theory]
    [InlineData("Lobby Waltz", "Delta & the Night Porters", "track:Lobby Waltz artist:Delta & the Night Porters")]
    [InlineData("Don’t Stop (Live) [2011]", "Guns N' Roses", "track:Dont Stop Live 2011 artist:Guns N Roses")]
    [InlineData("\"Heroes\": 2 + 2", "Ke*ha", "track:Heroes 2 2 artist:Ke ha")]
    [InlineData("Dónde Estás Tú", null, "track:Dónde Estás Tú")]
    [InlineData("(...)", "'", "track:...")]
    public void Fields_WithWhatFiltersMisread_AreStripped(string title, string? artist, string query) =>
        Assert.Equal(query, SearchQuery.Build(title, artist, null, null, null));

    [Fact]
    public void Fields_AllGiven_StandInOneQuery() => Assert.Equal(
        "track:One artist:Two album:Three isrc:GBAYE0601498 year:1955-1960",
        SearchQuery.Build("One", "Two", "Three", "GBAYE0601498", "1955-1960"));

    [Fact]
    public void Fields_WithNothingSearchable_AreNoQuery() => Assert.Null(SearchQuery.Build("''", " ", null, "", null));

    [Fact]
    public void LongTitle_IsCutAtWordsBeforeTheArtistIs()
    {
        var query = SearchQuery.Build(string.Join(' ', Enumerable.Repeat("word", 40)), "Some Artist", null, null, null);

        Assert.Equal($"track:{string.Join(' ', Enumerable.Repeat("word", 15))} artist:Some Artist", query);
        Assert.InRange(query!.Length, 90, SearchQuery.MaxLength);
    }

    [Fact]
    public void LongSingleWords_AreCutWithinTheWord()
    {
        var query = SearchQuery.Build(new string('あ', 300), "𝄞" + new string('b', 80), null, null, null);

        Assert.InRange(query!.Length, 1, SearchQuery.MaxLength);
    }
}
