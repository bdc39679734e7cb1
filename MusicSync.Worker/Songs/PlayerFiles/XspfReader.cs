namespace MusicSync.Worker.Songs.PlayerFiles;

/// <summary>Reads XSPF (xspf.org): <c>&lt;track&gt;</c> with <c>title</c>, <c>creator</c>, <c>album</c>, <c>duration</c> in ms, <c>location</c>.</summary>
internal static class XspfReader
{
    public static SongList Read(BoundedXml xml)
    {
        var list = new SongListBuilder();
        var tracks = false;
        while (xml.Read())
        {
            if (xml.IsElement && xml.Name == "track")
            {
                var line = xml.Line;
                Add(list, line, xml.Children());
            }

            tracks |= xml.IsElement && xml.Name is "trackList";
        }

        return tracks ? list.ToList() : throw new SongListException("The XSPF has no <trackList>; save the playlist again.");
    }

    private static void Add(SongListBuilder list, int line, Dictionary<string, string> track)
    {
        var creator = Value(track, "creator");
        var (artist, title) = creator is null ? DisplayName.Parse(Value(track, "title"), artist: null) : (creator, Value(track, "title"));
        string?[] places = [Value(track, "location"), Value(track, "identifier")];
        var link = places.FirstOrDefault(place => place is not null && SpotifyTrackLink.IsSpotify(place));
        if (link is null && (artist is null || title is null) && DisplayName.OfLocation(places[0] ?? "") is { } named)
        {
            (artist, title) = (artist ?? named.Artist, title ?? named.Title);
        }

        list.Add(new SongRow(line, $"{artist} - {title ?? places[0]}")
        {
            Artist = artist,
            Title = title,
            Album = Value(track, "album"),
            DurationMs = DurationText.Parse(Value(track, "duration") ?? "", DurationUnit.Milliseconds),
            Link = link,
        });
    }

    private static string? Value(Dictionary<string, string> track, string name) =>
        track.GetValueOrDefault(name)?.Trim() is { Length: > 0 } value ? value : null;
}
