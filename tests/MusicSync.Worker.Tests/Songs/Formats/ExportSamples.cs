namespace MusicSync.Worker.Tests.Songs.Formats;

/// <summary>Exports of services and DJ programs, and track lists as people write them.</summary>
internal static class ExportSamples
{
    public static readonly FormatSample[] Jspf =
    [
        new("JSPF of ListenBrainz", "weekly.jspf", """
            {"playlist": {"title": "Weekly", "creator": "listenbrainz", "identifier": "https://listenbrainz.org/playlist/x", "track": [
              {"title": "Lanterns Out", "creator": "The Copper Lanterns", "album": "Brass & Wick", "duration": 215000,
               "identifier": ["https://musicbrainz.org/recording/8f3471b5-7e6a-48da-86a9-c1c07a0f47ae"],
               "extension": {"https://musicbrainz.org/doc/jspf#track": {"added_by": "x"}}},
              {"title": "Juno Vale - Slow Satellite"},
              {"location": "spotify:track:6rqhFgbbKwnb9MLmUQDhG6"},
              {"title": 7}]}}
            """, 3, 1),
        new("JSPF of recommendations", "recommendations.json", """
            {"playlist": {"annotation": "<p>For you</p>", "creator": "troi-bot", "date": "2026-11-01T00:00:00+00:00", "extension": {}, "track": [
              {"creator": "Möwe & Söhne", "title": "Ebbe", "album": "Harbour Lights", "identifier": "https://musicbrainz.org/recording/8f3471b5-7e6a-48da-86a9-c1c07a0f47ae", "trackNum": 1},
              {"creator": "Juno Vale", "title": "Slow Satellite", "duration": null, "location": []}]}}
            """, 2, 0),
        new("JSPF with places of files", "shelf.jspf", """
            {"playlist": {"title": "Shelf", "track": [
              {"location": ["file:///music/Juno%20Vale%20-%20Slow%20Satellite.flac"], "title": "Slow Satellite", "creator": "Juno Vale"},
              {"location": "https://open.spotify.com/episode/6rqhFgbbKwnb9MLmUQDhG6"},
              {}]}}
            """, 1, 2),
    ];

    public static readonly FormatSample[] ListenBrainz =
    [
        new("Listens of ListenBrainz, one a line", "1.jsonl", """
            {"listened_at": 1700000000, "track_metadata": {"track_name": "Lanterns Out", "artist_name": "The Copper Lanterns", "release_name": "Brass & Wick", "additional_info": {"duration_ms": 215000, "isrc": "GBAYE6500521"}}}
            {"listened_at": 1700000300, "track_metadata": {"track_name": "Slow Satellite", "artist_name": "Juno Vale", "additional_info": {"spotify_id": "https://open.spotify.com/track/6rqhFgbbKwnb9MLmUQDhG6"}}}
            {"listened_at": 1700000600, "track_metadata": {"track_name": "Half of
            """, 2, 1),
        new("Answer of ListenBrainz", "listens.json", """
            {"payload": {"count": 1, "listens": [{"track_metadata": {"track_name": "Lobby Waltz", "artist_name": "Delta & the Night Porters", "additional_info": {"duration": 180}}}]}}
            """, 1, 0),
        new("Listens as they were submitted", "import.json", """
            {"listen_type": "import", "payload": [
              {"listened_at": 1700000000, "track_metadata": {"artist_name": "Möwe & Söhne", "track_name": "Ebbe", "release_name": "Harbour Lights", "additional_info": {"media_player": "x", "tracknumber": 1}}},
              {"listened_at": 1700000200, "track_metadata": {"artist_name": "Juno Vale"}}]}
            """, 1, 1),
    ];

    public static readonly FormatSample[] LastFm =
    [
        new("Recent tracks of Last.fm", "recent.json", """
            {"recenttracks": {"@attr": {"page": "1"}, "track": [
              {"artist": {"mbid": "", "#text": "The Copper Lanterns"}, "name": "Lanterns Out", "album": {"mbid": "", "#text": "Brass & Wick"}, "date": {"uts": "1700000000"}},
              {"artist": {"#text": ""}, "name": "Untitled", "album": {"#text": ""}}]}}
            """, 1, 1),
        new("Loved tracks of Last.fm, one of them", "loved.json", """
            {"lovedtracks": {"track": {"artist": {"name": "Juno Vale", "url": "https://www.last.fm/music/x"}, "name": "Slow Satellite"}}}
            """, 1, 0),
        new("Pages of an exporter of Last.fm", "scrobbles.json", """
            [[{"artist": {"#text": "Juno Vale"}, "name": "Slow Satellite", "album": {"#text": ""}}],
             [{"artist": {"#text": "The Copper Lanterns"}, "name": "Lanterns Out", "album": {"#text": "Brass & Wick"}}]]
            """, 2, 0),
    ];

    public static readonly FormatSample[] RekordboxHistory =
    [
        new("History of rekordbox", "HISTORY 2026-11-01.txt",
            "#\tArtwork\tTrack Title\tArtist\tAlbum\tGenre\tBPM\tRating\tTime\tKey\tDate Added\r\n"
            + "1\t\tLanterns Out (Dub)\tThe Copper Lanterns\tBrass & Wick\tHouse\t124.00\t*****\t05:12\tAm\t2026-10-30\r\n"
            + "2\t\tSlow Satellite\tJuno Vale\t\tHouse\t122.00\t\t06:01\tFm\t2026-10-30\r\n", 2, 0),
        new("List of rekordbox with few columns", "Set.txt",
            "#\tTrack Title\tArtist\tBPM\tKey\tTime\n1\tEbbe\tMöwe & Söhne\t118.00\t4A\t03:21\n2\tnoise\t\t\t\t00:04\n", 1, 1),
        new("History of rekordbox as a table", "HISTORY.csv", """
            "#","Track Title","Artist","Album","BPM","Key","Start Time"
            "1","Lobby Waltz","Delta & the Night Porters","Night Shift","96.00","8A","22:00"
            "2","Slow, Satellite","Juno Vale","","122.00","4A","22:04"
            """, 2, 0),
    ];

    public static readonly FormatSample[] Serato =
    [
        new("History of Serato", "history.csv", """
            name,artist,start time,end time,playtime,deck,notes
            "01/11/2026","","01/11/2026, 22:00:03 GMT","01/11/2026, 23:10:44 GMT","","",""
            "Lanterns Out (Dub)","The Copper Lanterns","22:00:03 GMT","22:05:01 GMT","00:04:58","1",""
            """, 1, 1),
        new("History of Serato, two columns", "session.csv", """
            name,artist
            Lobby Waltz,Delta & the Night Porters
            Slow Satellite,Juno Vale
            """, 2, 0),
        new("Crate of Serato", "crate.csv", """
            name;artist;album;genre;bpm;key;length;comment
            Ebbe;Möwe & Söhne;Harbour Lights;;118;4A;03:21;"late; slow"
            Flut;Möwe & Söhne;Harbour Lights;;120;4A;03:42;
            """, 2, 0),
    ];

    public static readonly FormatSample[] Traktor =
    [
        new("Table of a Traktor set", "set.csv", """
            Title;Artist;Album;Time;BPM;Release
            Slow Satellite;Juno Vale;;6:01;122;Far Side
            """, 1, 0),
        new("History of Traktor, its columns as text", "history_2026y11m01d.txt",
            "#\tTitle\tArtist\tRelease\tLabel\tBPM\tKey\tTime\tStart Time\tDuration\tDeck\r\n"
            + "1\tLanterns Out (Dub)\tThe Copper Lanterns\tBrass & Wick\tBRASS\t124.00\t8m\t05:12\t2026/11/1 22:00:03\t03:40\tA\r\n"
            + "2\tSlow Satellite\tJuno Vale\t\tFAR SIDE\t122.00\t4d\t06:01\t2026/11/1 22:03:31\t05:58\tB\r\n", 2, 0),
        new("Table of a Traktor list, its cells quoted", "collection.csv", """
            "Title","Artist","Remixer","Release","Label","Time","BPM","Import Date"
            "Lobby Waltz","Delta & the Night Porters","","Night Shift","FAR SIDE","3:00","96","2026/10/1"
            "","","","","","","",""
            "noise","","","","","0:04","",""
            """, 1, 1),
    ];

    public static readonly FormatSample[] Takeout =
    [
        new("Library of YouTube Takeout", "music library songs.csv", """
            Video ID,Song Title,Album Title,Artist Name 1,Artist Name 2,Artist Name 3
            a1B2c3D4e5F,Lobby Waltz,Night Shift,Delta,The Night Porters,
            b1B2c3D4e5F,Slow Satellite,,Juno Vale,,
            """, 2, 0),
        new("Older library of YouTube Takeout", "music-library-songs.csv", """
            Song URL,Song Title,Album Title,Artist Names
            https://music.youtube.com/watch?v=a1B2c3D4e5F,Ebbe,Harbour Lights,Möwe & Söhne
            https://music.youtube.com/watch?v=b1B2c3D4e5F,,,
            """, 1, 1),
        new("Library of YouTube Takeout with commas", "music library songs 2.csv", """
            Video ID,Song Title,Album Title,Artist Name 1
            a1B2c3D4e5F,"Waltz, Slow","Night, Shift",Delta
            """, 1, 0),
    ];

    public static readonly FormatSample[] TrackLists =
    [
        new("Set with times and labels", "set.txt", """
            # Ana at the Harbour
            [00:00] The Copper Lanterns - Lanterns Out (Dub) [BRASS]
            w/ Delta & the Night Porters - Lobby Waltz (Acappella)
            [05:12] Juno Vale - Slow Satellite [Kesper Remix]
            [1:02:03] ID - ID
            """, 3, 1),
        new("Description of a video", "video.txt", """
            Tracklist:
            0:00 The Copper Lanterns - Lanterns Out
            5:12 - Juno Vale – Slow Satellite
            01. [10:30] Delta & the Night Porters - Lobby Waltz [FAR SIDE]
            """, 3, 1),
        new("Times behind, labels only", "labels.txt", """
            1. The Copper Lanterns - Lanterns Out [BRASS] @ 0:00
            2. Juno Vale - Slow Satellite [FAR SIDE] 5:12
            3. Four Past - 4:44 [NIGHT]
            """, 3, 0),
    ];
}
