using MusicSync.Worker.Matching.Artists;
using MusicSync.Worker.Matching.Text;
using MusicSync.Worker.Matching.Titles;

namespace MusicSync.Worker.Matching.Scoring;

/// <summary>A candidate taken apart; what the title already rules out is never looked at further.</summary>
internal sealed class ParsedTrack(CandidateTrack track)
{
    private ArtistNames? _artists;
    private Phrase? _album;
    private RecordingKinds? _albumRecordings;

    /// <summary>The candidate itself.</summary>
    public CandidateTrack Track => track;

    /// <summary>Its title taken apart.</summary>
    public ParsedTitle Title { get; } = TitleParser.Parse(track.Title);

    /// <summary>Its artists.</summary>
    public ArtistNames Artists => _artists ??= ArtistParser.Found(track.Artists, Title.Featured);

    /// <summary>Its album; empty when unknown.</summary>
    public Phrase Album => _album ??= Phrase.Of(track.Album ?? "");

    /// <summary>What its album says about all tracks on it; one named after the track says nothing of its own.</summary>
    public RecordingKinds AlbumRecordings => _albumRecordings ??=
        Album.Compact == Title.Core.Compact ? RecordingKinds.None : AlbumWords.RecordingsOf(Album.Folded);
}
