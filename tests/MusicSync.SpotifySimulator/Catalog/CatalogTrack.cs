namespace MusicSync.SpotifySimulator.Catalog;

/// <summary>One track of the catalogue, as its file gives it.</summary>
/// <param name="Id">22 letters and digits, Spotify's base62 form.</param>
/// <param name="Title">Title as Spotify would display it.</param>
/// <param name="Artists">At least one name, main artist first.</param>
/// <param name="Album">Album name; empty when the file has none.</param>
/// <param name="Duration">Length; zero means unknown.</param>
/// <param name="ReleaseDate">Year, year and month, or full date; empty when unknown.</param>
/// <param name="Isrc">Recording code, or null when unknown.</param>
public sealed record CatalogTrack(
    string Id,
    string Title,
    IReadOnlyList<string> Artists,
    string Album,
    TimeSpan Duration,
    string ReleaseDate,
    string? Isrc)
{
    /// <summary>The track's URI, <c>spotify:track:{id}</c>.</summary>
    public string Uri => SpotifyUri.Track + Id;

    /// <summary>Id of its album, made of the names of main artist and album.</summary>
    public string AlbumId => StableId.Of("album", $"{Artists[0]}/{Album}");
}
