using MusicSync.Worker.Matching.Artists;
using MusicSync.Worker.Matching.Text;
using MusicSync.Worker.Matching.Titles;

namespace MusicSync.Worker.Matching.Scoring;

/// <summary>A candidate taken apart.</summary>
internal sealed class FoundTrack
{
    /// <summary>Takes a candidate apart.</summary>
    public FoundTrack(CandidateTrack track)
    {
        Track = track;
        Title = TitleParser.Parse(track.Title);
        Artists = ArtistParser.Found(track.Artists, Title.Featured);
        Album = Phrase.Of(track.Album ?? "");
    }

    /// <summary>The candidate itself.</summary>
    public CandidateTrack Track { get; }

    /// <summary>Its title taken apart.</summary>
    public ParsedTitle Title { get; }

    /// <summary>Its artists.</summary>
    public ArtistNames Artists { get; }

    /// <summary>Its album; empty when unknown.</summary>
    public Phrase Album { get; }
}
