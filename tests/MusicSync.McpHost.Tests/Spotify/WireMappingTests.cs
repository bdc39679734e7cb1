using MusicSync.McpHost.Spotify;
using MusicSync.McpHost.Spotify.Wire;

namespace MusicSync.McpHost.Tests.Spotify;

public sealed class WireMappingTests
{
    [Fact]
    public void Cover_IsTheSmallestPicture()
    {
        var track = Track(Image("large", 640), null, Image("small", 64), Image("of no known size", null));

        Assert.Equal("small", track.CoverUrl);
    }

    [Fact]
    public void Cover_IsAbsent_WhereTheAlbumHasNone() => Assert.Null(Track().CoverUrl);

    private static Track Track(params WireImage?[] images) =>
        new WireTrack { Id = "4uLU6hMCjMI75M1A2tKUQC", Name = "Lanterns Out", Album = new WireAlbum { Images = images } }.ToTrack()!;

    private static WireImage Image(string url, int? width) => new() { Url = url, Width = width };
}
