using MusicSync.Worker.Matching.Artists;
using MusicSync.Worker.Matching.Inputs;
using MusicSync.Worker.Matching.Titles;

namespace MusicSync.Worker.Matching.Scoring;

/// <summary>Judges one candidate: gates first, and only what passes all of them is ranked by closeness.</summary>
internal static class CandidateAssessor
{
    private const double MaxCost = 0.4;
    private const double ForOtherIsrc = 0.005;
    private const double ForOtherAlbum = 0.03;
    private const double ForUnnamedArtists = 0.01;

    /// <summary>Judges a candidate.</summary>
    public static Assessment Assess(WantedSong wanted, ParsedTrack found)
    {
        var track = found.Track;
        var title = TitleComparer.Compare(wanted.Title, found.Title);
        if (title.Grade == TitleGrade.Different)
        {
            return new Assessment(found, Verdict.Unrelated, 0, title, NameGrade.Different, []);
        }

        var artist = ArtistComparer.Compare(wanted.Artists, found.Artists);
        artist = artist is NameGrade.Weak or NameGrade.Second && IsSameRemix(wanted, found) ? NameGrade.Near : artist;
        var version = VersionComparer.Compare(wanted, found);
        var duration = DurationLikeness.Between(wanted.Song.DurationMs, track.DurationMs);
        var sameCode = wanted.Song.Isrc is { } isrc && string.Equals(isrc, track.Isrc, StringComparison.OrdinalIgnoreCase);
        var verdict = Gate(title, artist, version.Clash, duration, sameCode);
        var cost = version.Cost + duration.Cost + AlbumCost(wanted, found)
            + (sameCode || wanted.Song.Isrc is null ? 0 : ForOtherIsrc)
            + (ForUnnamedArtists * (1 - ArtistComparer.Coverage(wanted.Artists, found.Artists)));

        return new Assessment(
            found,
            verdict,
            Score(verdict, title, artist, cost),
            title,
            artist,
            Reasons(title, artist, version, duration, sameCode),
            IsCompilation(found));
    }

    private static Verdict Gate(TitleLikeness title, NameGrade artist, VersionClash clash, DurationLikeness duration, bool sameCode)
    {
        if (clash == VersionClash.Imitation)
        {
            return Verdict.Lookalike;
        }

        if (artist == NameGrade.Different)
        {
            return title.Grade >= TitleGrade.Near ? Verdict.Lookalike : Verdict.Unrelated;
        }

        if (clash == VersionClash.OtherRecording)
        {
            return artist < NameGrade.Near || title.Grade < TitleGrade.Near ? Verdict.Lookalike : Verdict.OtherRecording;
        }

        // A code alone proves nothing (labels swap them), but it settles what text and length already suggest.
        if (sameCode && !duration.Vetoed)
        {
            return Verdict.Certain;
        }

        // One doubt may be a slip of the pen; two are one too many.
        if (artist == NameGrade.Near && (title.IsOneOfTwo || title.Grade == TitleGrade.Near))
        {
            return Verdict.Question;
        }

        if (title.Grade == TitleGrade.Partial || artist < NameGrade.Near)
        {
            return artist < NameGrade.Near && title.Grade < TitleGrade.Exact ? Verdict.Lookalike : Verdict.Question;
        }

        if (duration.Vetoed)
        {
            return Verdict.OtherRecording;
        }

        if (title.Side is not null)
        {
            return Verdict.Undecided;
        }

        return title.Grade == TitleGrade.Exact && artist == NameGrade.Same ? Verdict.Certain : Verdict.Likely;
    }

    // A remix is known by the song and the remixer; whose song it was is often credited in another way.
    private static bool IsSameRemix(WantedSong wanted, ParsedTrack found)
    {
        var names = found.Title.Version.Names;

        return (found.Title.Version.Recordings & RecordingKinds.Remix) != 0
            && wanted.Title.Raw.Compact == found.Title.Raw.Compact
            && wanted.Artists.All.Any(artist => artist.Words.All(word => names.Contains(word, StringComparer.Ordinal)));
    }

    private static double AlbumCost(WantedSong wanted, ParsedTrack found)
    {
        var compared = !wanted.Album.IsEmpty && !found.Album.IsEmpty;

        return compared && wanted.Album.Compact != found.Album.Compact ? ForOtherAlbum : 0;
    }

    private static bool IsCompilation(ParsedTrack found) =>
        found.Track.AlbumType == "compilation" || AlbumWords.Compilation().IsMatch(found.Album.Folded);

    private static double Score(Verdict verdict, TitleLikeness title, NameGrade artist, double cost)
    {
        var name = artist switch { NameGrade.Same => 1, NameGrade.Near => 0.95, NameGrade.Different => 0.4, _ => 0.8 };
        var worth = verdict switch { >= Verdict.Undecided => 1, Verdict.OtherRecording => 0.8, Verdict.Question => 0.75, _ => 0.5 };

        return Math.Round(title.Score * name * worth * (1 - Math.Min(cost, MaxCost)), 3);
    }

    private static List<string> Reasons(
        TitleLikeness title, NameGrade artist, VersionLikeness version, DurationLikeness duration, bool sameCode)
    {
        List<string?> reasons =
        [
            version.Note,
            artist switch
            {
                NameGrade.Different => "same title, other artist",
                NameGrade.Weak or NameGrade.Guests => "only guest artists agree",
                NameGrade.Second => "the first artist is another one",
                NameGrade.Overlap => "one artist's name is part of the other's",
                NameGrade.Shortened => "the artist's name is abbreviated on one side only",
                NameGrade.Near => "the artist is spelt differently",
                _ => null,
            },
            title.Note,
            duration.Note,
            sameCode ? "same ISRC" : null,
        ];

        return [.. reasons.OfType<string>()];
    }
}
