namespace MusicSync.Worker.Songs.PlayerFiles;

/// <summary>Reads the collection that rekordbox exports: <c>&lt;TRACK Name="…" Artist="…" Album="…" TotalTime="215" Year="2019"/&gt;</c>.</summary>
internal static class RekordboxXmlReader
{
    public static SongList Read(BoundedXml xml)
    {
        var list = new SongListBuilder();
        var collection = false;
        while (xml.Read())
        {
            collection |= xml.IsElement && xml.Name is "COLLECTION";

            // Below <PLAYLISTS> a TRACK is only a key.
            if (xml.IsElement && xml.Name is "TRACK" && xml.Attribute("Key") is null)
            {
                list.Add(new SongRow(xml.Line, $"{xml.Attribute("Artist")} - {xml.Attribute("Name")}")
                {
                    Title = xml.Attribute("Name"),
                    Artist = xml.Attribute("Artist"),
                    Album = xml.Attribute("Album"),
                    DurationMs = DurationText.Parse(xml.Attribute("TotalTime") ?? "", DurationUnit.Seconds),
                    Year = xml.Attribute("Year"),
                });
            }
        }

        return collection ? list.ToList() : throw new SongListException("The XML of rekordbox has no <COLLECTION>; export the collection as XML again.");
    }
}
