using System.ComponentModel;

namespace MusicSync.McpHost.Spotify;

/// <summary>An album, or what one page of its tracks says of it.</summary>
internal sealed record Album(
    [property: Description("Album id, 22 letters and digits.")] string Id,
    [property: Description("spotify:album: URI.")] string Uri,
    [property: Description("Number of tracks of the whole album.")] int Total,
    [property: Description("Tracks of this page in the album's order. Spotify gives no isrc here, and what is the album's only on the first page.")]
    IReadOnlyList<Track> Tracks,
    [property: Description("offset of the next page; absent on the last one.")] int? NextOffset = null,
    [property: Description("Name of the album; absent on further pages.")] string? Name = null,
    [property: Description("Names, main artist first; absent on further pages.")] IReadOnlyList<string>? Artists = null);
