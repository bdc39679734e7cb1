using System.Collections.Frozen;
using System.Text.RegularExpressions;
using MusicSync.Worker.Songs.Exports;
using MusicSync.Worker.Songs.TrackLists;

namespace MusicSync.Worker.Songs;

/// <summary>The forms that a list may have.</summary>
internal enum SongFormat
{
    /// <summary>A text that is looked at: it may be any form below, and is one song a line otherwise.</summary>
    Text,

    /// <summary>A table.</summary>
    Csv,

    /// <summary>JSON: ours, JSPF, ListenBrainz, Last.fm.</summary>
    Json,

    /// <summary>One JSON object a line.</summary>
    JsonLines,

    /// <summary>M3U, M3U8.</summary>
    M3u,

    /// <summary>PLS.</summary>
    Pls,

    /// <summary>XSPF, Library.xml, rekordbox.</summary>
    Xml,

    /// <summary>The track list of a set.</summary>
    TrackList,

    /// <summary>Several files.</summary>
    Zip,
}

/// <summary>Which form a list has: by media type, by the name of its file, by what is in it.</summary>
internal static partial class SongFormats
{
    private static readonly FrozenDictionary<string, SongFormat> Types = new Dictionary<string, SongFormat>
    {
        ["application/json"] = SongFormat.Json,
        ["text/json"] = SongFormat.Json,
        ["application/jspf+json"] = SongFormat.Json,
        ["application/jsonl"] = SongFormat.JsonLines,
        ["application/x-ndjson"] = SongFormat.JsonLines,
        ["text/csv"] = SongFormat.Csv,
        ["application/csv"] = SongFormat.Csv,
        ["text/tab-separated-values"] = SongFormat.Csv,
        ["text/plain"] = SongFormat.Text,
        ["audio/mpegurl"] = SongFormat.M3u,
        ["audio/x-mpegurl"] = SongFormat.M3u,
        ["application/mpegurl"] = SongFormat.M3u,
        ["application/x-mpegurl"] = SongFormat.M3u,
        ["application/vnd.apple.mpegurl"] = SongFormat.M3u,
        ["audio/x-scpls"] = SongFormat.Pls,
        ["audio/scpls"] = SongFormat.Pls,
        ["application/xspf+xml"] = SongFormat.Xml,
        ["application/xml"] = SongFormat.Xml,
        ["text/xml"] = SongFormat.Xml,
        ["application/zip"] = SongFormat.Zip,
        ["application/x-zip-compressed"] = SongFormat.Zip,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, SongFormat> Endings = new Dictionary<string, SongFormat>
    {
        [".csv"] = SongFormat.Csv,
        [".tsv"] = SongFormat.Csv,
        [".txt"] = SongFormat.Text,
        [".json"] = SongFormat.Json,
        [".jspf"] = SongFormat.Json,
        [".jsonl"] = SongFormat.JsonLines,
        [".ndjson"] = SongFormat.JsonLines,
        [".m3u"] = SongFormat.M3u,
        [".m3u8"] = SongFormat.M3u,
        [".pls"] = SongFormat.Pls,
        [".xspf"] = SongFormat.Xml,
        [".xml"] = SongFormat.Xml,
        [".plist"] = SongFormat.Xml,
        [".zip"] = SongFormat.Zip,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Media types that are named to callers; each has others that mean the same.</summary>
    public static IReadOnlyList<string> MediaTypes { get; } =
    [
        "application/json", "text/csv", "text/tab-separated-values", "text/plain", "audio/x-mpegurl", "audio/x-scpls",
        "application/xspf+xml", "application/xml", "application/jspf+json", "application/x-ndjson", "application/zip",
    ];

    /// <summary>Endings of files with lists, for the page that asks for one.</summary>
    public static IEnumerable<string> FileEndings => Endings.Keys.Order(StringComparer.Ordinal);

    public static bool IsMediaType(string? type) => type is not null && Types.ContainsKey(type);

    /// <summary>Whether a file in an archive is taken for a list; an archive in an archive is not.</summary>
    public static bool IsListName(string name) => Endings.TryGetValue(Path.GetExtension(name), out var format) && format != SongFormat.Zip;

    /// <summary>What media type and name say; null when they say nothing that is known.</summary>
    public static SongFormat? Declared(string? mediaType, string? fileName)
    {
        var type = mediaType?.Split(';')[0].Trim();
        var named = Endings.TryGetValue(Path.GetExtension(fileName ?? ""), out var ending) ? ending : (SongFormat?)null;

        // Browsers take the type from the system, where a spreadsheet or a text editor may have claimed the ending.
        return type?.ToLowerInvariant() switch
        {
            null or "" or "application/octet-stream" => named,
            "application/vnd.ms-excel" => named is SongFormat.Csv ? named : null,
            "text/plain" => named ?? SongFormat.Text,
            var known => Types.TryGetValue(known, out var format) ? format : null,
        };
    }

    /// <summary>What a text is. Where nothing speaks for another form it is one song a line.</summary>
    public static SongFormat Of(string text) =>
        Signed(text)
        ?? (JsonLinesSongReader.Looks(text) ? SongFormat.JsonLines
            : JsonStart().IsMatch(text) ? SongFormat.Json
            : CsvLayout.WithHeader([.. TextLines.Of(text).Take(CsvLayout.MaxHeaderLine).Select(Header)]) is not null ? SongFormat.Csv
            : TrackListReader.Looks(text) ? SongFormat.TrackList
            : SongFormat.Text);

    /// <summary>The form that a text begins with, where it has a sign of it; else null.</summary>
    public static SongFormat? Signed(string text)
    {
        var first = TextLines.Of(text).FirstOrDefault().Text ?? "";

        return first.StartsWith("#EXTM3U", StringComparison.OrdinalIgnoreCase) || first.StartsWith("#EXTINF:", StringComparison.OrdinalIgnoreCase) ? SongFormat.M3u
            : first.Equals("[playlist]", StringComparison.OrdinalIgnoreCase) ? SongFormat.Pls
            : XmlStart().IsMatch(first) ? SongFormat.Xml
            : null;
    }

    // A line of megabytes names no columns.
    private static string Header(TextLine line) => line.Text.Length > SongLimits.LineLength ? "" : line.Text;

    [GeneratedRegex(@"^<(?:\?xml\b|!DOCTYPE\b|!--|playlist\b|plist\b|DJ_PLAYLISTS\b)", RegexOptions.CultureInvariant)]
    private static partial Regex XmlStart();

    // A time in brackets is none: "[12:34] Artist - Title".
    [GeneratedRegex(@"^\s*(?:\{\s*(?:[""}]|$)|\[(?!\d{1,3}:\d\d)\s*(?:[\[{""\]\d-]|$))", RegexOptions.CultureInvariant)]
    private static partial Regex JsonStart();
}
