using System.Text.Json;
using MusicSync.Worker.Agents.Tools;

namespace MusicSync.Worker.Tests.Agents;

public sealed class SongActivitiesTests
{
    private const string Song = """{"title": "Lanterns Out", "artist": "The Copper Lanterns"}""";

    [Fact]
    public void Songs_AreReadAsAnyOtherList()
    {
        var read = Read($$"""{"playlistName": " Walk ", "songs": [{{Song}}, {"title": "No artist"}]}""");

        Assert.Null(read.Problem);
        Assert.Equal("Walk", read.Target!.Name);
        Assert.Equal((1, "Lanterns Out"), (read.Songs![0].Line, read.Songs[0].Title));
        Assert.Equal(2, Assert.Single(read.Rejected!).Line);
    }

    [Fact]
    public void Playlist_MayBeGivenByItsId() => Assert.Equal(
        "37i9dQZF1DXcBWIGoYBM5M", Read($$"""{"playlistId": "37i9dQZF1DXcBWIGoYBM5M", "playlistName": null, "songs": [{{Song}}]}""").Target?.Id);

    [Theory]
    [InlineData("""{"songs": []}""", "has 0 songs")]
    [InlineData("""{"playlistName": "Walk"}""", "songs is missing")]
    [InlineData("""{"songs": [{"title": "a", "artist": "b"}]}""", "Say where the songs go")]
    [InlineData("""{"playlistName": "a\nb", "songs": [{"title": "a", "artist": "b"}]}""", "no line breaks")]
    [InlineData("""{"playlistName": "a", "playlistId": "37i9dQZF1DXcBWIGoYBM5M", "songs": [{"title": "a", "artist": "b"}]}""", "not both")]
    [InlineData("""{"playlistId": "Walk", "songs": [{"title": "a", "artist": "b"}]}""", "22 letters and digits")]
    [InlineData("""{"playlistName": "\ud800", "songs": [{"title": "a", "artist": "b"}]}""", "Say where the songs go")]
    [InlineData("""{"playlistName": "Walk", "songs": [{"title": "a"}, {}]}""", "Element 1: the artist is missing")]
    [InlineData("""{"playlistName": "Walk", "songs": [{"uri": "spotify:album:4aawyAB9vmqN3uQ7FjRGTy"}]}""", "Read its tracks with get_album")]
    [InlineData("""{"playlistName": "Walk", "songs": [{"uri": "spotify:playlist:37i9dQZF1DXcBWIGoYBM5M"}]}""", "Read its tracks with get_playlist_items")]
    public void WhatCannotBeSynced_IsToldToTheModel(string arguments, string problem) =>
        Assert.Contains(problem, Read(arguments).Problem, StringComparison.Ordinal);

    private static SongsRead Read(string arguments) => SongActivities.Read(new SongsToRead(JsonDocument.Parse(arguments).RootElement));
}
