using System.Xml;

namespace MusicSync.Worker.Songs.PlayerFiles;

/// <summary>Reads XML by its root: XSPF, the <c>Library.xml</c> of Music and iTunes, the collection of rekordbox.</summary>
internal static class XmlSongReader
{
    /// <exception cref="SongListException">It is no XML, or of another kind.</exception>
    public static SongList Read(string text)
    {
        try
        {
            using var xml = new BoundedXml(text);

            return xml.Name switch
            {
                "playlist" => XspfReader.Read(xml),
                "plist" => LibraryXmlReader.Read(xml),
                "DJ_PLAYLISTS" => RekordboxXmlReader.Read(xml),
                _ => throw new SongListException(
                    $"XML with the root \"{xml.Name[..Math.Min(xml.Name.Length, SongLimits.ExcerptLength)]}\" is not a known kind of song list; "
                    + "send XSPF, the Library.xml of Music or iTunes, the XML of rekordbox, "
                    + $"or one of {string.Join(", ", SongFormats.MediaTypes)}.")
                { IsUnknownKind = true },
            };
        }
        catch (XmlException problem)
        {
            throw new SongListException(
                $"The XML cannot be read at line {problem.LineNumber}, position {problem.LinePosition}; save or export the file again, and send all of it.");
        }
    }
}
