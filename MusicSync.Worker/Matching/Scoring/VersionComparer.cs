using MusicSync.Worker.Matching.Inputs;
using MusicSync.Worker.Matching.Text;
using MusicSync.Worker.Matching.Titles;

namespace MusicSync.Worker.Matching.Scoring;

/// <summary>Tells whether a track is the version that the list asks for.</summary>
internal static class VersionComparer
{
    private const Recordings Imitations = Recordings.Karaoke | Recordings.Cover;
    private const Recordings Named = Recordings.Remix | Recordings.Mix | Recordings.Version | Recordings.Language;

    /// <summary>Compares the version words of titles and albums.</summary>
    public static VersionLikeness Compare(WantedSong wanted, FoundTrack found)
    {
        if (wanted.Title.Raw.Compact == found.Title.Raw.Compact)
        {
            return new VersionLikeness(VersionClash.None, 0);
        }

        var asked = wanted.Title.Version;
        var given = found.Title.Version;
        var askedAlbum = AlbumWords.RecordingsOf(wanted.Album.Folded);
        var givenAlbum = AlbumWords.RecordingsOf(found.Album.Folded);
        var missing = asked.Recordings & ~(given.Recordings | givenAlbum);
        var extra = (given.Recordings | givenAlbum) & ~(asked.Recordings | askedAlbum);

        missing = IsContext(asked, found.Album) ? Recordings.None : missing;
        extra = IsContext(given, wanted.Album) || IsRemixerAsked(given, extra, wanted) ? extra & Imitations : extra;
        if ((extra & Imitations) != 0)
        {
            return new VersionLikeness(VersionClash.Imitation, 1, "a karaoke, tribute or cover track");
        }

        if (missing != 0 || extra != 0)
        {
            return new VersionLikeness(VersionClash.OtherRecording, 1, Explain(missing, extra, asked, given));
        }

        if (LengthClash.Note(asked, given, found.Track.DurationMs) is { } note)
        {
            return new VersionLikeness(VersionClash.OtherRecording, 1, note);
        }

        return SameNames(asked, given)
            ? new VersionLikeness(VersionClash.None, EditionCost.Between(asked.Editions, given.Editions), EditionCost.Note(asked, given))
            : new VersionLikeness(VersionClash.OtherRecording, 1, $"another {Recording.Noun(given.Recordings & Named)}: {given.Words}");
    }

    // "(OurVinyl Sessions)" beside the album "OurVinyl Sessions" says where the track comes from.
    private static bool IsContext(VersionLabel label, Phrase album) =>
        label.Words.Length > 0 && !album.IsEmpty
            && label.Words.Split(' ', ';').Where(word => word.Length > 0)
                .All(word => album.Folded.Split(' ').Contains(word, StringComparer.Ordinal) || word is "live" or "version");

    // "Summertime Sadness" by "Lana Del Rey & Cedric Gervais" asks for Cedric Gervais' remix.
    private static bool IsRemixerAsked(VersionLabel given, Recordings extra, WantedSong wanted) =>
        (extra & ~Named) == 0 && given.Names.Count > 0
            && wanted.Artists.All.Any(artist => artist.Words.Length > 0
                && artist.Words.All(word => given.Names.Contains(word, StringComparer.Ordinal)));

    private static bool SameNames(VersionLabel asked, VersionLabel given) =>
        ((asked.Recordings | given.Recordings) & Named) == 0
            || asked.Names.ToHashSet(StringComparer.Ordinal).SetEquals(given.Names);

    private static string Explain(Recordings missing, Recordings extra, VersionLabel asked, VersionLabel given)
    {
        if (extra == 0)
        {
            return $"the list asks for \"{asked.Words}\", this is another version";
        }

        var words = given.Words.Length > 0 ? $" ({given.Words})" : "";

        return missing == 0
            ? $"{Recording.Phrase(extra)}{words}"
            : $"{Recording.Phrase(extra)}{words}, the list asks for \"{asked.Words}\"";
    }
}
