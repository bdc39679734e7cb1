using System.Globalization;
using System.Text.Json;
using MusicSync.Worker.Songs.PlayerFiles;
using static MusicSync.Worker.Songs.Exports.JsonExports;

namespace MusicSync.Worker.Songs.Exports;

/// <summary>Reads one song as JSPF, ListenBrainz or Last.fm write it.</summary>
internal static class ExportedSong
{
    /// <summary>The row, or null when it is written as a song of ours.</summary>
    /// <exception cref="FormatException">A value is of the wrong kind.</exception>
    public static SongRow? ToRow(ExportedElement element, int line, string text)
    {
        var song = element.Value;

        return element.IsJspf ? Jspf(song, line, text)
            : Member(song, "track_metadata") is { } listen ? Listen(listen, line, text)
            : Member(song, "artist") is { ValueKind: JsonValueKind.Object } artist && Member(song, "title") is null ? LastFm(song, artist, line, text)
            : null;
    }

    // {"title", "creator", "album", "duration": ms, "location": […], "identifier": […]}
    private static SongRow Jspf(JsonElement track, int line, string text)
    {
        var creator = Text(track, "creator");
        var (artist, title) = creator is null ? DisplayName.Parse(Text(track, "title"), artist: null) : (creator, Text(track, "title"));

        return new SongRow(line, text)
        {
            Title = title,
            Artist = artist,
            Album = Text(track, "album"),
            DurationMs = Duration(track, "duration", DurationUnit.Milliseconds),
            Link = Texts(track, "location").Concat(Texts(track, "identifier")).FirstOrDefault(SpotifyTrackLink.IsSpotify),
        };
    }

    // {"track_name", "artist_name", "release_name", "additional_info": {"duration_ms", "isrc", "spotify_id"}}
    private static SongRow Listen(JsonElement listen, int line, string text)
    {
        var more = Member(listen, "additional_info") ?? default;
        var link = Text(more, "spotify_id") ?? Text(more, "origin_url");

        return new SongRow(line, text)
        {
            Title = Text(listen, "track_name"),
            Artist = Text(listen, "artist_name"),
            Album = Text(listen, "release_name"),
            Isrc = Text(more, "isrc"),
            DurationMs = Duration(more, "duration_ms", DurationUnit.Milliseconds) ?? Duration(more, "duration", DurationUnit.Seconds),
            Link = link is not null && SpotifyTrackLink.ToUri(link) is not null ? link : null,
        };
    }

    // {"name", "artist": {"#text"} or {"name"}, "album": {"#text"}, "duration": seconds}
    private static SongRow LastFm(JsonElement track, JsonElement artist, int line, string text) => new(line, text)
    {
        Title = Text(track, "name"),
        Artist = Text(artist, "#text") ?? Text(artist, "name"),
        Album = Member(track, "album") is { ValueKind: JsonValueKind.Object } album ? Text(album, "#text") ?? Text(album, "title") : null,
        DurationMs = Duration(track, "duration", DurationUnit.Seconds),
    };

    private static string? Text(JsonElement element, string name) => Member(element, name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        _ => throw new FormatException($"\"{name}\" must be a string"),
    };

    // One text, or several of them.
    private static IEnumerable<string> Texts(JsonElement element, string name) => Member(element, name) switch
    {
        { ValueKind: JsonValueKind.String } text => [text.GetString()!],
        { ValueKind: JsonValueKind.Array } texts => texts.EnumerateArray()
            .Where(text => text.ValueKind == JsonValueKind.String)
            .Select(text => text.GetString()!),
        _ => [],
    };

    // A number, or a text with one; anything else says nothing about the length, which only helps to search.
    private static int? Duration(JsonElement element, string name, DurationUnit unit) => Member(element, name) switch
    {
        { ValueKind: JsonValueKind.String } text => DurationText.Parse(text.GetString()!, unit),
        { ValueKind: JsonValueKind.Number } number when number.TryGetDouble(out var value) && double.IsFinite(value) =>
            DurationText.Parse(value.ToString("0.###", CultureInfo.InvariantCulture), unit),
        _ => null,
    };
}
