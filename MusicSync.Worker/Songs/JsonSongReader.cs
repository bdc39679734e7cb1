using System.Globalization;
using System.Text.Json;
using MusicSync.Worker.Songs.Exports;

namespace MusicSync.Worker.Songs;

/// <summary>Reads songs from a JSON array, ours or another program's; a bad element is rejected by itself.</summary>
internal static class JsonSongReader
{
    /// <summary>Reads <c>[{"title": "…", "artist": "…", "album"?, "isrc"?, "durationMs"?, "year"?, "uri"?}]</c>.</summary>
    public static SongList Read(JsonElement songs)
    {
        var elements = JsonExports.Find(songs) ?? throw new SongListException(
            "The songs must be a JSON array of objects with \"title\" and \"artist\", a JSPF, or an export of ListenBrainz or Last.fm.");
        var list = new SongListBuilder();
        var line = 0;
        foreach (var song in elements)
        {
            Add(list, song, ++line);
        }

        return list.ToList();
    }

    /// <summary>Takes one element.</summary>
    public static void Add(SongListBuilder list, ExportedElement element, int line)
    {
        var song = element.Value;
        var text = song.GetRawText();
        if (song.ValueKind != JsonValueKind.Object)
        {
            list.Reject(line, text, "a song is an object such as {\"title\": \"…\", \"artist\": \"…\"}");

            return;
        }

        try
        {
            list.Add(ExportedSong.ToRow(element, line, text) ?? ToRow(song, line, text));
        }
        catch (FormatException problem)
        {
            list.Reject(line, text, problem.Message);
        }
        catch (InvalidOperationException)
        {
            // "\ud83c": such an escape is valid JSON, but no text.
            list.Reject(line, text, "it holds half of a surrogate pair, which is no character; send the whole one");
        }
    }

    private static SongRow ToRow(JsonElement song, int line, string text)
    {
        var link = Text(song, "uri");
        if (link is { Length: > 0 } && SpotifyTrackLink.ToUri(link) is null)
        {
            if (SpotifyListLink.Of(link) is not null && Text(song, "title") is null && Text(song, "artist") is null)
            {
                return new SongRow(line, link) { Link = link };
            }

            throw new FormatException("\"uri\" is no Spotify track; give spotify:track:…, the track's link, or leave it out");
        }

        return new SongRow(line, text)
        {
            Title = Text(song, "title"),
            Artist = Text(song, "artist"),
            Album = Text(song, "album"),
            Isrc = Text(song, "isrc"),
            DurationMs = Milliseconds(song),
            Year = Text(song, "year"),
            Link = link,
        };
    }

    private static string? Text(JsonElement song, string name) =>
        !song.TryGetProperty(name, out var value)
            ? null
            : value.ValueKind switch
            {
                JsonValueKind.Null => null,
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number when name == "year" => value.GetRawText(),
                JsonValueKind.Array when name == "artist" => Joined(value),
                _ => throw new FormatException($"\"{name}\" must be a string"),
            };

    private static string Joined(JsonElement artists) => string.Join(", ", artists.EnumerateArray().Select(artist =>
        artist.ValueKind == JsonValueKind.String ? artist.GetString() : throw new FormatException("\"artist\" must be a string")));

    private static int? Milliseconds(JsonElement song)
    {
        if (!song.TryGetProperty("durationMs", out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        var text = value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            ? milliseconds
            : throw new FormatException("\"durationMs\" must be a whole number of milliseconds");
    }
}
