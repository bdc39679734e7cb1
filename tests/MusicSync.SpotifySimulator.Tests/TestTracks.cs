using MusicSync.SpotifySimulator.Catalog;

namespace MusicSync.SpotifySimulator.Tests;

/// <summary>Short catalogues, so that a test shows all that can be found.</summary>
internal static class TestTracks
{
    public static CatalogTrack Track(int number, string title, string artist) => new(
        Id(number), title, [artist], "Album " + number, TimeSpan.FromMinutes(3), "", null);

    public static string Id(int number) => $"{number:D22}";

    public static string Uri(int number) => $"spotify:track:{number:D22}";
}
