namespace MusicSync.Worker.Tests.Songs.Formats;

/// <summary>Files as players save them.</summary>
internal static class PlayerSamples
{
    public static readonly FormatSample[] M3u =
    [
        new("M3U of a desktop player", "evening.m3u8", """
            #EXTM3U
            #PLAYLIST:Evening
            #EXTINF:215,The Copper Lanterns - Lanterns Out
            D:\Music\The Copper Lanterns\03 Lanterns Out.mp3
            #EXTINF:187.4 tvg-name="a, b",Juno Vale – Slow Satellite
            ../Juno Vale/Slow Satellite.flac

            #EXTINF:-1,Nachtprogramm
            https://radio.example/stream
            """, 2, 1),
        new("M3U with albums and artists", "album.m3u8", """
            #EXTM3U
            #EXTALB:Harbour Lights
            #EXTART:Möwe & Söhne
            #EXTINF:201,Möwe & Söhne - Ebbe
            01 Ebbe.ogg
            #EXTINF:222,Flut
            02 Flut.ogg
            """, 2, 0),
        new("M3U without descriptions", "stick.m3u", """
            /storage/0123-4567/Music/01 - The Copper Lanterns - Lanterns Out.mp3
            file:///home/ana/Music/Juno%20Vale%20-%20Slow%20Satellite.flac
            Music/311 - Down Again.mp3
            spotify:track:6rqhFgbbKwnb9MLmUQDhG6
            Track 04.mp3
            """, 4, 1),
    ];

    public static readonly FormatSample[] Pls =
    [
        new("PLS of a desktop player", "evening.pls", """
            [playlist]
            File1=C:\Music\lanterns.mp3
            Title1=The Copper Lanterns - Lanterns Out
            Length1=215
            File2=C:\Music\satellite.mp3
            Title2=Juno Vale - Slow Satellite
            Length2=-1
            NumberOfEntries=2
            Version=2
            """, 2, 0),
        new("PLS out of order, with a station", "mixed.pls", """
            [Playlist]
            NumberOfEntries=3
            Title2=Delta & the Night Porters - Lobby Waltz
            Title1=The Copper Lanterns - Lanterns Out
            File3=https://radio.example:8000/
            Title3=Radio Example
            """, 2, 1),
        new("PLS with names of files only", "files.pls", """
            [playlist]
            File1=/music/Juno Vale - Slow Satellite.ogg
            File2=/music/noise.ogg
            nonsense
            """, 1, 2),
    ];

    public static readonly FormatSample[] Xspf =
    [
        new("XSPF of a desktop player", "evening.xspf", """
            <?xml version="1.0" encoding="UTF-8"?>
            <playlist xmlns="http://xspf.org/ns/0/" xmlns:vlc="http://www.videolan.org/vlc/playlist/ns/0/" version="1">
              <title>Evening</title>
              <trackList>
                <track>
                  <location>file:///music/lanterns.mp3</location>
                  <title>Lanterns Out</title><creator>The Copper Lanterns</creator><album>Brass &amp; Wick</album>
                  <duration>215000</duration>
                  <extension application="http://www.videolan.org/vlc/playlist/0"><vlc:id>0</vlc:id></extension>
                </track>
                <track><location>file:///music/Juno%20Vale%20-%20Slow%20Satellite.flac</location></track>
                <track><location>https://radio.example/</location><title>Radio</title></track>
              </trackList>
            </playlist>
            """, 2, 1),
        new("XSPF with Spotify's links", "links.xspf", """
            <playlist version="1" xmlns="http://xspf.org/ns/0/"><trackList>
              <track><identifier>spotify:track:6rqhFgbbKwnb9MLmUQDhG6</identifier></track>
              <track><location>https://open.spotify.com/album/6rqhFgbbKwnb9MLmUQDhG6</location></track>
            </trackList></playlist>
            """, 1, 1),
        new("XSPF of a web player", "cafe.xspf", """
            <?xml version="1.0"?>
            <playlist version="1" xmlns="http://xspf.org/ns/0/">
              <title>Café</title><creator>Ana</creator><date>2026-11-01T20:00:00Z</date>
              <trackList>
                <track><creator>Möwe &amp; Söhne</creator><title>Ebbe</title><trackNum>1</trackNum><duration>201000</duration>
                  <identifier>https://musicbrainz.org/recording/8f3471b5-7e6a-48da-86a9-c1c07a0f47ae</identifier><info>https://example.com/ebbe</info></track>
                <track><title>Juno Vale - Slow Satellite</title><image>https://example.com/cover.jpg</image></track>
              </trackList>
            </playlist>
            """, 2, 0),
    ];

    public static readonly FormatSample[] Library =
    [
        new("Exported playlist of Music", "Evening.xml", Plist("""
            <key>Tracks</key><dict>
              <key>101</key><dict><key>Track ID</key><integer>101</integer><key>Name</key><string>Lanterns Out</string>
                <key>Artist</key><string>The Copper Lanterns</string><key>Album</key><string>Brass &amp; Wick</string>
                <key>Total Time</key><integer>215000</integer><key>Year</key><integer>2019</integer><key>Compilation</key><true/></dict>
              <key>102</key><dict><key>Track ID</key><integer>102</integer><key>Name</key><string>Slow Satellite</string>
                <key>Artist</key><string>Juno Vale</string></dict>
            </dict>
            <key>Playlists</key><array><dict><key>Name</key><string>Evening</string><key>Playlist Items</key><array>
              <dict><key>Track ID</key><integer>102</integer></dict>
              <dict><key>Track ID</key><integer>101</integer></dict>
              <dict><key>Track ID</key><integer>999</integer></dict>
            </array></dict></array>
            """), 2, 1),
        new("Library of iTunes", "Library.xml", Plist("""
            <key>Tracks</key><dict>
              <key>1</key><dict><key>Name</key><string>Lobby Waltz</string><key>Artist</key><string>Delta &amp; the Night Porters</string></dict>
              <key>2</key><dict><key>Name</key><string>Episode 7</string><key>Artist</key><string>Two Hosts</string><key>Podcast</key><true/></dict>
            </dict>
            <key>Playlists</key><array><dict><key>Name</key><string>Library</string><key>Master</key><true/></dict></array>
            """), 1, 1),
        new("Library of Music with a film and two lists", "Library 2.xml", Plist("""
            <key>Tracks</key><dict>
              <key>7</key><dict><key>Track ID</key><integer>7</integer><key>Name</key><string>Ebbe</string><key>Artist</key><string>Möwe &amp; Söhne</string>
                <key>Date Added</key><date>2026-10-01T08:00:00Z</date><key>Location</key><string>file:///Music/Ebbe.m4a</string></dict>
              <key>8</key><dict><key>Track ID</key><integer>8</integer><key>Name</key><string>Harbour</string><key>Movie</key><true/><key>Has Video</key><true/></dict>
              <key>9</key><dict><key>Track ID</key><integer>9</integer><key>Name</key><string>Flut</string><key>Artist</key><string>Möwe &amp; Söhne</string></dict>
            </dict>
            <key>Playlists</key><array>
              <dict><key>Name</key><string>Library</string><key>Master</key><true/></dict>
              <dict><key>Name</key><string>Evening</string><key>Playlist Items</key><array><dict><key>Track ID</key><integer>9</integer></dict></array></dict>
            </array>
            """), 2, 1),
    ];

    public static readonly FormatSample[] RekordboxXml =
    [
        new("Collection of rekordbox", "rekordbox.xml", """
            <?xml version="1.0" encoding="UTF-8"?>
            <DJ_PLAYLISTS Version="1.0.0"><PRODUCT Name="rekordbox" Version="7.0.4"/>
              <COLLECTION Entries="1">
                <TRACK TrackID="1" Name="Lanterns Out (Dub)" Artist="The Copper Lanterns" Album="" TotalTime="312" Year="2021"><TEMPO Inizio="0.1" Bpm="124.00"/></TRACK>
              </COLLECTION>
              <PLAYLISTS><NODE Type="0" Name="ROOT"><NODE Name="Set" Type="1"><TRACK Key="1"/></NODE></NODE></PLAYLISTS>
            </DJ_PLAYLISTS>
            """, 1, 0),
        new("Collection of rekordbox with folders", "collection.xml", """
            <?xml version="1.0" encoding="UTF-8"?>
            <DJ_PLAYLISTS Version="1.0.0">
              <PRODUCT Name="rekordbox" Version="6.8.5" Company="AlphaTheta"/>
              <COLLECTION Entries="2">
                <TRACK TrackID="11" Name="Lobby Waltz" Artist="Delta &amp; the Night Porters" Album="Night Shift" Kind="MP3 File" TotalTime="180" AverageBpm="96.00"/>
                <TRACK TrackID="12" Name="" Artist="" Location="file://localhost/Music/noise.wav" TotalTime="4"/>
              </COLLECTION>
              <PLAYLISTS><NODE Type="0" Name="ROOT" Count="1"><NODE Name="2026" Type="0" Count="1"><NODE Name="Set" Type="1" Entries="1"><TRACK Key="11"/></NODE></NODE></NODE></PLAYLISTS>
            </DJ_PLAYLISTS>
            """, 1, 1),
        new("Collection of rekordbox without lists", "export.xml", """
            <DJ_PLAYLISTS Version="1.0.0"><COLLECTION Entries="2">
              <TRACK TrackID="1" Name="Ebbe" Artist="Möwe &amp; Söhne"><POSITION_MARK Name="" Type="0" Start="0.5" Num="-1"/></TRACK>
              <TRACK TrackID="2" Name="Slow Satellite" Artist="Juno Vale" Year="0"/>
            </COLLECTION></DJ_PLAYLISTS>
            """, 2, 0),
    ];

    private static string Plist(string content) => $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <!DOCTYPE plist PUBLIC "-//Apple Computer//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
        <plist version="1.0"><dict><key>Major Version</key><integer>1</integer>{content}</dict></plist>
        """;
}
