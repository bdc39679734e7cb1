using MusicSync.Worker.Matching.Artists;
using MusicSync.Worker.Matching.Inputs;
using MusicSync.Worker.Matching.Text;
using MusicSync.Worker.Matching.Titles;

namespace MusicSync.Worker.Matching.Scoring;

/// <summary>Tells whether a track is the version that the list asks for.</summary>
internal static class VersionComparer
{
    private const RecordingKinds Imitations = RecordingKinds.Karaoke | RecordingKinds.Cover;
    private const RecordingKinds Unplugged = RecordingKinds.Live | RecordingKinds.Acoustic;
    private const RecordingKinds Named = RecordingKinds.Remix | RecordingKinds.Mix | RecordingKinds.Version | RecordingKinds.Language;

    private const string OriginalMix = "original mix";

    // Radio edits and singles stay well below this, "original mixes" for dance floors above.
    private static readonly TimeSpan MaxEditLength = TimeSpan.FromSeconds(285);

    private static readonly (Editions Kind, double Cost)[] EditionCosts =
    [
        (Editions.Remaster, 0.01), (Editions.Single, 0.012), (Editions.Album, 0.012), (Editions.RadioEdit, 0.02),
        (Editions.Soundtrack, 0.02), (Editions.Mono, 0.015), (Editions.Stereo, 0.01), (Editions.Explicit, 0.002),
        (Editions.Clean, 0.03), (Editions.Bonus, 0.005), (Editions.Year, 0.005), (Editions.Original, 0.01),
    ];

    /// <summary>Compares the version words of titles and albums.</summary>
    public static VersionLikeness Compare(WantedSong wanted, ParsedTrack found)
    {
        // Words that both titles have are part of the name, whatever they mean elsewhere.
        var sameTitle = wanted.Title.Raw.Compact == found.Title.Raw.Compact;
        var asked = sameTitle ? VersionLabel.Plain : wanted.Title.Version;
        var given = sameTitle ? VersionLabel.Plain : found.Title.Version;
        var missing = Missing(asked, given, wanted, found);
        var extra = Extra(asked, given, wanted, found);
        if ((extra & Imitations) != 0 || wanted.Artists.AreImitators != found.Artists.AreImitators)
        {
            return new VersionLikeness(VersionClash.Imitation, 1, "a karaoke, tribute or cover track");
        }

        if (missing != 0 || extra != 0)
        {
            return new VersionLikeness(VersionClash.OtherRecording, (missing | extra).Distance(), Explain(missing, extra, asked, given));
        }

        var note = LengthNote(asked, given, found.Track.DurationMs) ?? NameClash(asked, given, wanted, found)
            ?? (ArtistComparer.HasOtherGuests(wanted.Artists, found.Artists) ? "a version with other guests" : null);

        return note is null
            ? new VersionLikeness(VersionClash.None, EditionCost(asked.Editions, given.Editions), EditionNote(asked, given))
            : new VersionLikeness(VersionClash.OtherRecording, given.Recordings.Distance(), note);
    }

    private static RecordingKinds Missing(VersionLabel asked, VersionLabel given, WantedSong wanted, ParsedTrack found)
    {
        var present = given.Recordings | found.AlbumRecordings;
        var album = wanted.AlbumRecordings;
        var missing = IsContext(asked, found.Album) ? RecordingKinds.None : asked.Recordings & ~present;
        var otherAlbum = album != 0 && (present & album) == 0 && wanted.Album.Compact != found.Album.Compact;

        return otherAlbum ? missing | album : missing;
    }

    private static RecordingKinds Extra(VersionLabel asked, VersionLabel given, WantedSong wanted, ParsedTrack found)
    {
        var expressed = asked.Recordings | wanted.Title.Version.Recordings | wanted.AlbumRecordings;
        var present = given.Recordings | AlbumRecordings(wanted, found, expressed);
        var extra = present & ~expressed;
        var expected = IsContext(given, wanted.Album) || ((extra & ~Named) == 0 && IsRemixerAsked(given, wanted, found));

        return expected ? extra & Imitations : extra;
    }

    // An unplugged album is live and acoustic; asking for one of the two is enough. Who is asked for by name may sing on
    // a tribute to somebody else.
    private static RecordingKinds AlbumRecordings(WantedSong wanted, ParsedTrack found, RecordingKinds asked)
    {
        var recordings = found.AlbumRecordings;
        var isBoth = (asked & Unplugged) != 0 && (recordings & Unplugged) == Unplugged;
        var isGuest = (recordings & Imitations) != 0
            && ArtistComparer.Compare(wanted.Artists, found.Artists) == NameGrade.Same
            && !wanted.Artists.Leaders[0].Words.All(word => found.Album.Words.Contains(word, StringComparer.Ordinal));

        return recordings & ~(isBoth ? Unplugged : 0) & ~(isGuest ? Imitations : 0);
    }

    // "(OurVinyl Sessions)" beside the album "OurVinyl Sessions" says where the track comes from.
    private static bool IsContext(VersionLabel label, Phrase album)
    {
        string[] telling = [.. label.Words.Split(' ', ';').Where(word => word is not ("" or "live" or "version"))];

        return telling.Length > 0 && telling.All(word => album.Folded.Split(' ').Contains(word, StringComparer.Ordinal));
    }

    // "Summertime Sadness" by "Lana Del Rey & Cedric Gervais" asks for Cedric Gervais' remix.
    // Who only remixes a song of his own is asked for with the plain one.
    private static bool IsRemixerAsked(VersionLabel given, WantedSong wanted, ParsedTrack found) =>
        given.Names.Count > 0 && wanted.Artists.All.Any(artist => artist.Words.Length > 0
            && artist.Words.All(word => given.Names.Contains(word, StringComparer.Ordinal))
            && !found.Artists.Leaders.Any(leader => leader.Compact == artist.Compact));

    private static string? NameClash(VersionLabel asked, VersionLabel given, WantedSong wanted, ParsedTrack found)
    {
        var comparable = ((asked.Recordings | given.Recordings) & Named) != 0;
        var same = asked.Names.ToHashSet(StringComparer.Ordinal).SetEquals(given.Names)
            || (asked.Recordings == 0 && IsRemixerAsked(given, wanted, found));

        return comparable && !same ? $"another {(given.Recordings & Named).Noun()}: {given.Words}" : null;
    }

    private static string Explain(RecordingKinds missing, RecordingKinds extra, VersionLabel asked, VersionLabel given)
    {
        if (extra == 0)
        {
            return $"the list asks for \"{asked.Words}\", this is another version";
        }

        var words = given.Words.Length > 0 ? $" ({given.Words})" : "";

        return missing == 0
            ? $"{extra.WithArticle()}{words}"
            : $"{extra.WithArticle()}{words}, the list asks for \"{asked.Words}\"";
    }

    // Labels that promise one length beside a track that has another; an unknown length clashes with nothing.
    private static string? LengthNote(VersionLabel asked, VersionLabel given, int durationMs)
    {
        if (asked.Words == OriginalMix && (given.Editions & Editions.RadioEdit) != 0)
        {
            return $"a radio edit, the list asks for the \"{OriginalMix}\"";
        }

        if (durationMs <= MaxEditLength.TotalMilliseconds)
        {
            return null;
        }

        if ((asked.Editions & Editions.RadioEdit) != 0 && (given.Editions & (Editions.RadioEdit | Editions.Single)) == 0)
        {
            return $"too long for the \"{asked.Words}\" that the list asks for";
        }

        return given.Words == OriginalMix && asked.Words.Length == 0 ? "a longer version (original mix)" : null;
    }

    // The cost of all words that stand on one side only.
    private static double EditionCost(Editions asked, Editions given) =>
        EditionCosts.Where(entry => ((asked ^ given) & entry.Kind) != 0).Sum(entry => entry.Cost);

    private static string? EditionNote(VersionLabel asked, VersionLabel given)
    {
        if (asked.Editions == given.Editions)
        {
            return null;
        }

        return given.Words.Length > 0 ? $"another edition: {given.Words}" : $"the plain edition, the list says \"{asked.Words}\"";
    }
}

/// <summary>The comparison of two version labels.</summary>
/// <param name="Clash">How badly they contradict each other.</param>
/// <param name="Cost">How far the editions are apart, for ranking.</param>
/// <param name="Note">What differs, in words; null when nothing does.</param>
internal readonly record struct VersionLikeness(VersionClash Clash, double Cost, string? Note = null);

/// <summary>How badly two versions contradict each other.</summary>
internal enum VersionClash
{
    /// <summary>The same recording as far as the words go.</summary>
    None,

    /// <summary>Another recording by the same artist.</summary>
    OtherRecording,

    /// <summary>Somebody else's rendering: karaoke, tribute, cover.</summary>
    Imitation,
}
