namespace MusicSync.Worker.Songs;

/// <summary>Reads one song a line: <c>Artist - Title</c>, or the link of a Spotify track.</summary>
internal static class PlainTextSongReader
{
    /// <summary>Reads a text; blank lines and lines that start with <c>#</c> are no songs.</summary>
    public static SongList Read(string text)
    {
        var list = new SongListBuilder();
        foreach (var line in TextLines.Of(text).Where(line => line.Text[0] != '#'))
        {
            Add(list, line, ArtistTitle.Of(line.Text.Length > SongLimits.LineLength ? "" : ArtistTitle.WithoutNumber(line.Text)));
        }

        return list.ToList();
    }

    /// <summary>Takes a line as the link it is, else as what was found in it.</summary>
    public static void Add(SongListBuilder list, TextLine line, ArtistTitle? found)
    {
        if (SpotifyTrackLink.IsSpotify(line.Text))
        {
            list.Add(new SongRow(line.Number, line.Text) { Link = line.Text });
        }
        else if (line.Text.Length > SongLimits.LineLength)
        {
            list.RejectLength(line);
        }
        else if (found is null)
        {
            list.Reject(line.Number, line.Text, ArtistTitle.Missing);
        }
        else
        {
            list.Add(new SongRow(line.Number, line.Text) { Artist = found.Artist, Title = found.Title });
        }
    }
}
