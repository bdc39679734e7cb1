using CsvHelper;
using MusicSync.SpotifySimulator.Catalog;

namespace MusicSync.Benchmarks.Stack;

/// <summary>A song as a list would name it, taken from a catalogue.</summary>
internal sealed record CatalogSong(string Title, string Artist)
{
    /// <summary>The first songs with different titles, so that none is a duplicate of another.</summary>
    public static IReadOnlyList<CatalogSong> FirstOf(TrackCatalog catalog, int count)
    {
        List<CatalogSong> songs = [.. catalog.Tracks
            .DistinctBy(track => track.Title, StringComparer.OrdinalIgnoreCase)
            .Take(count)
            .Select(track => new CatalogSong(track.Title, track.Artists[0]))];
        return songs.Count == count
            ? songs
            : throw new InvalidOperationException($"The catalogue has {songs.Count} songs with different titles, not {count}.");
    }

    public static string Csv(IEnumerable<CatalogSong> songs)
    {
        using var text = new StringWriter();
        using (var csv = CsvWriter.Create(text, CsvWriterOptions.Default, leaveOpen: true))
        {
            csv.WriteRecord(["title", "artist"]);
            foreach (var song in songs)
            {
                csv.WriteRecord([song.Title, song.Artist]);
            }
        }

        return text.ToString();
    }
}
