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
        // Words that both titles have are part of the name, whatever they mean elsewhere.
        var sameTitle = wanted.Title.Raw.Compact == found.Title.Raw.Compact;
        var asked = sameTitle ? VersionLabel.Plain : wanted.Title.Version;
        var given = sameTitle ? VersionLabel.Plain : found.Title.Version;
        var missing = Missing(asked, given, wanted, found);
        var extra = Extra(asked, given, wanted, found);
        if ((extra & Imitations) != 0)
        {
            return new VersionLikeness(VersionClash.Imitation, 1, "a karaoke, tribute or cover track");
        }

        if (missing != 0 || extra != 0)
        {
            return new VersionLikeness(VersionClash.OtherRecording, Recording.Distance(missing | extra), Explain(missing, extra, asked, given));
        }

        var note = LengthClash.Note(asked, given, found.Track.DurationMs) ?? NameClash(asked, given, wanted);

        return note is null
            ? new VersionLikeness(VersionClash.None, EditionCost.Between(asked.Editions, given.Editions), EditionCost.Note(asked, given))
            : new VersionLikeness(VersionClash.OtherRecording, Recording.Distance(given.Recordings), note);
    }

    private static Recordings Missing(VersionLabel asked, VersionLabel given, WantedSong wanted, FoundTrack found)
    {
        var present = given.Recordings | found.AlbumRecordings;
        var album = wanted.AlbumRecordings;
        var missing = IsContext(asked, found.Album) ? Recordings.None : asked.Recordings & ~present;
        var otherAlbum = album != 0 && (present & album) == 0 && wanted.Album.Compact != found.Album.Compact;

        return otherAlbum ? missing | album : missing;
    }

    private static Recordings Extra(VersionLabel asked, VersionLabel given, WantedSong wanted, FoundTrack found)
    {
        var present = given.Recordings | found.AlbumRecordings;
        var extra = present & ~(asked.Recordings | wanted.AlbumRecordings);
        var expected = IsContext(given, wanted.Album) || ((extra & ~Named) == 0 && IsRemixerAsked(given, wanted));

        return expected ? extra & Imitations : extra;
    }

    // "(OurVinyl Sessions)" beside the album "OurVinyl Sessions" says where the track comes from.
    private static bool IsContext(VersionLabel label, Phrase album) =>
        label.Words.Length > 0 && !album.IsEmpty
            && label.Words.Split(' ', ';').Where(word => word.Length > 0)
                .All(word => album.Folded.Split(' ').Contains(word, StringComparer.Ordinal) || word is "live" or "version");

    // "Summertime Sadness" by "Lana Del Rey & Cedric Gervais" asks for Cedric Gervais' remix.
    private static bool IsRemixerAsked(VersionLabel given, WantedSong wanted) =>
        given.Names.Count > 0 && wanted.Artists.All.Any(artist => artist.Words.Length > 0
            && artist.Words.All(word => given.Names.Contains(word, StringComparer.Ordinal)));

    private static string? NameClash(VersionLabel asked, VersionLabel given, WantedSong wanted)
    {
        var comparable = ((asked.Recordings | given.Recordings) & Named) != 0;
        var same = asked.Names.ToHashSet(StringComparer.Ordinal).SetEquals(given.Names)
            || (asked.Recordings == 0 && IsRemixerAsked(given, wanted));

        return comparable && !same ? $"another {Recording.Noun(given.Recordings & Named)}: {given.Words}" : null;
    }

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
