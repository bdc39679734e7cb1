using System.Globalization;
using System.IO.Compression;
using CsvHelper;

namespace MusicSync.SpotifySimulator.Catalog;

/// <summary>Reads a catalogue: CSV, plain or gzip-compressed, with a header line.</summary>
internal static class CatalogFile
{
    private const string Resource = "small.csv";

    private static readonly CsvReaderOptions Options = new()
    {
        Separator = ',',
        PoolStrings = true,
        FormatProvider = CultureInfo.InvariantCulture,
    };

    public static IEnumerable<CatalogTrack> Read(string path)
    {
        using var file = File.OpenRead(path);
        using Stream content = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
            ? new GZipStream(file, CompressionMode.Decompress)
            : file;
        foreach (var track in Read(content))
        {
            yield return track;
        }
    }

    public static IEnumerable<CatalogTrack> ReadSmall()
    {
        using var content = typeof(CatalogFile).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The assembly lacks its resource {Resource}; rebuild it.");
        foreach (var track in Read(content))
        {
            yield return track;
        }
    }

    private static IEnumerable<CatalogTrack> Read(Stream content)
    {
        // track_id,title,artists,album,duration_ms,release_date,src,artists_complete,duration_exact,isrc
        using var csv = CsvReader.Create(content, Options, leaveOpen: true);
        while (csv.Read())
        {
            yield return ToTrack(csv);
        }
    }

    private static CatalogTrack ToTrack(CsvReader row) => new(
        row.GetString("track_id"),
        row.GetString("title"),
        row.GetString("artists").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        row.GetString("album"),
        TimeSpan.FromMilliseconds(row.Parse<long>("duration_ms")),
        row.GetString("release_date"),
        row.GetString("isrc") is { Length: > 0 } isrc ? isrc : null);
}
