using MusicSync.Worker.Api;

namespace MusicSync.Worker.Tests.Api;

public sealed class PlaylistReferenceTests
{
    [Theory]
    [InlineData("37i9dQZF1DXcBWIGoYBM5M")]
    [InlineData(" spotify:playlist:37i9dQZF1DXcBWIGoYBM5M ")]
    [InlineData("https://open.spotify.com/playlist/37i9dQZF1DXcBWIGoYBM5M")]
    [InlineData("https://open.spotify.com/playlist/37i9dQZF1DXcBWIGoYBM5M?si=abc&pi=x")]
    [InlineData("https://open.spotify.com/intl-de/playlist/37i9dQZF1DXcBWIGoYBM5M?si=abc")]
    public void Id_OfEveryFormPeoplePaste_IsFound(string text) =>
        Assert.Equal("37i9dQZF1DXcBWIGoYBM5M", PlaylistReference.Id(text));

    [Theory]
    [InlineData("")]
    [InlineData("Road trip")]
    [InlineData("spotify:track:37i9dQZF1DXcBWIGoYBM5M")]
    [InlineData("https://open.spotify.com/album/37i9dQZF1DXcBWIGoYBM5M")]
    [InlineData("37i9dQZF1DXcBWIGoYBM5")]
    [InlineData("37i9dQZF1DXcBWIGoYBM5M7")]
    public void Id_OfAnythingElse_IsNull(string text) => Assert.Null(PlaylistReference.Id(text));
}
