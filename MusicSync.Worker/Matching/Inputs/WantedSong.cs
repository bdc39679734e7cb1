using MusicSync.Worker.Matching.Artists;
using MusicSync.Worker.Matching.Text;
using MusicSync.Worker.Matching.Titles;
using MusicSync.Worker.Songs;

namespace MusicSync.Worker.Matching.Inputs;

/// <summary>A row of the list, cleaned and taken apart once for all comparisons.</summary>
internal sealed class WantedSong
{
    private readonly string _title;
    private readonly string _artist;

    private WantedSong(Song song, string title, string artist)
    {
        (_title, _artist) = (title, artist);
        Song = song;
        Title = TitleParser.Parse(title);
        Artists = ArtistParser.Wanted(artist, Title.Featured);
        Lead = ArtistParser.Lead(artist);
        Album = Phrase.Of(song.Album ?? "");
        AlbumRecordings = AlbumWords.RecordingsOf(Album.Folded);
    }

    /// <summary>The row itself.</summary>
    public Song Song { get; }

    /// <summary>Its title taken apart.</summary>
    public ParsedTitle Title { get; }

    /// <summary>Its artists.</summary>
    public ArtistNames Artists { get; }

    /// <summary>The artist to search for, as written.</summary>
    public string Lead { get; }

    /// <summary>Its album; empty when not given.</summary>
    public Phrase Album { get; }

    /// <summary>What its album says about all tracks on it.</summary>
    public RecordingKinds AlbumRecordings { get; }

    /// <summary>Whether nothing had to be cleaned.</summary>
    public bool IsAsWritten => _title == Song.Title && _artist == Song.Artist;

    /// <summary>Prepares a row.</summary>
    public static WantedSong Of(Song song)
    {
        var (title, artist) = InputCleaner.Clean(song.Title, song.Artist);

        return new WantedSong(song, title, artist);
    }

    /// <summary>The row as if its title and artist stood in each other's column.</summary>
    public WantedSong Swapped() => new(Song, _artist, _title);

    /// <summary>Takes a row as it is written: some names look like decoration ("Bhavi - Session #1" by Bhavi).</summary>
    public static WantedSong AsWritten(Song song) => new(song, song.Title, song.Artist);
}
