using System.Globalization;
using MusicSync.Worker.Matching.Inputs;
using MusicSync.Worker.Matching.Scoring;
using MusicSync.Worker.Matching.Titles;

namespace MusicSync.Worker.Matching.Rules;

/// <summary>
/// A single cut to four minutes and an album's eight are one recording by their words, but not the same thing to hear.
/// Where a list gives neither length, code, edition nor album, a person has to say which.
/// </summary>
internal static class EditionLengthRule
{
    private const Editions Short = Editions.Single | Editions.RadioEdit;
    private const double Apart = 0.35;

    /// <summary>Lowers the best track to undecided when a single of much other length stands beside it.</summary>
    public static IReadOnlyList<Assessment> Apply(IReadOnlyList<Assessment> ranked, Ranking ranking)
    {
        if (ranking.Song.DurationMs is > 0 || ranked is not [{ Verdict: >= Verdict.Likely } best, ..])
        {
            return ranked;
        }

        var other = ranked.Skip(1).FirstOrDefault(next =>
            next.Verdict >= Verdict.Likely && (IsSingleOf(best, next) || IsSingleOf(next, best)));
        if (other is null || IsSettledBy(ranking.Wanted, best.Found))
        {
            return ranked;
        }

        IReadOnlyList<string> reasons = [.. best.Reasons, $"{Length(best.Track)} long, the {Cut(other)} is {Length(other.Track)}"];

        return [best with { Verdict = Verdict.Undecided, Reasons = reasons }, .. ranked.Skip(1)];
    }

    private static bool IsSingleOf(Assessment single, Assessment track) =>
        single.Track.DurationMs > 0 && track.Track.DurationMs > (1 + Apart) * single.Track.DurationMs && IsShort(single) && !IsShort(track);

    // An "album edit" is the album's cut.
    private static bool IsShort(Assessment track) =>
        track.Found.Title.Version.Editions is var editions && (editions & Short) != 0 && (editions & Editions.Album) == 0;

    private static bool IsSettledBy(WantedSong wanted, ParsedTrack found) =>
        wanted.Title.Version != VersionLabel.Plain
            || (wanted.Song.Isrc is { } isrc && string.Equals(isrc, found.Track.Isrc, StringComparison.OrdinalIgnoreCase))
            || (!wanted.Album.IsEmpty && wanted.Album.Compact == found.Album.Compact);

    private static string Cut(Assessment track) => IsShort(track) ? "single" : "other cut";

    private static string Length(CandidateTrack track) =>
        TimeSpan.FromMilliseconds(track.DurationMs).ToString(@"m\:ss", CultureInfo.InvariantCulture);
}
