namespace MusicSync.Worker.Songs.PlayerFiles;

/// <summary>Reads <c>Library.xml</c> of Music and iTunes: the library, or one playlist that was exported as XML, in its order.</summary>
internal static class LibraryXmlReader
{
    // What these say of an entry that is no song.
    private static readonly Dictionary<string, string> OtherKinds = new(StringComparer.Ordinal)
    {
        ["Podcast"] = "a podcast",
        ["Movie"] = "a film",
        ["TV Show"] = "an episode of a TV show",
        ["Audiobook"] = "an audiobook",
    };

    /// <exception cref="SongListException">It has no tracks.</exception>
    public static SongList Read(BoundedXml xml)
    {
        if (PropertyList.Read(xml) is not { } root || root["Tracks"] is not PropertyList.Dict { Members: var tracks })
        {
            throw new SongListException(
                "The property list has no \"Tracks\"; in Music choose File, Library, Export Playlist… with the format XML, or Export Library….");
        }

        var list = new SongListBuilder();
        if (OnlyPlaylist(root) is { } items)
        {
            foreach (var item in items)
            {
                Add(list, item, item.TextOf("Track ID") is { } id ? tracks.GetValueOrDefault(id) : null);
            }
        }
        else
        {
            foreach (var track in tracks.Values)
            {
                Add(list, track, track);
            }
        }

        return list.ToList();
    }

    // A whole library has one of its own ("Master") besides, and does not say which is meant.
    private static IReadOnlyList<PropertyList>? OnlyPlaylist(PropertyList root)
    {
        if (root["Playlists"] is not PropertyList.Items { Values: var all } || all.Any(list => list.TextOf("Master") is "true"))
        {
            return null;
        }

        PropertyList[] playlists = [.. all.Where(IsOwn)];

        return playlists is [var only] && only["Playlist Items"] is PropertyList.Items { Values: var items } ? items : null;
    }

    private static bool IsOwn(PropertyList playlist) =>
        playlist.TextOf("Distinguished Kind") is null && playlist.TextOf("Folder") is not "true";

    private static void Add(SongListBuilder list, PropertyList entry, PropertyList? track)
    {
        if (track is not PropertyList.Dict)
        {
            var id = entry.TextOf("Track ID");
            list.Reject(entry.Line, $"Track ID {id}", "the file does not describe this track; export the playlist again");

            return;
        }

        var text = $"{track.TextOf("Artist")} - {track.TextOf("Name")}";
        if (OtherKinds.FirstOrDefault(kind => track.TextOf(kind.Key) is "true").Value is { } other)
        {
            list.Reject(track.Line, text, $"this is {other}; only songs can be synced");

            return;
        }

        list.Add(new SongRow(entry.Line, text)
        {
            Title = track.TextOf("Name"),
            Artist = track.TextOf("Artist") ?? track.TextOf("Album Artist"),
            Album = track.TextOf("Album"),
            DurationMs = DurationText.Parse(track.TextOf("Total Time") ?? "", DurationUnit.Milliseconds),
            Year = track.TextOf("Year"),
        });
    }
}
