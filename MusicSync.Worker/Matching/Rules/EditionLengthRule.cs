using System.Globalization;
using MusicSync.Worker.Matching.Inputs;
using MusicSync.Worker.Matching.Scoring;
using MusicSync.Worker.Matching.Titles;
using MusicSync.Worker.Songs;

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
    public static IReadOnlyList<Assessment> Apply(IReadOnlyList<Assessment> ranked, Song song)
    {
        if (song.DurationMs is > 0 || ranked is not [{ Verdict: >= Verdict.Likely } best, ..])
        {
            return ranked;
        }

        var other = ranked.Skip(1).FirstOrDefault(next =>
            next.Verdict >= Verdict.Likely && (IsSingleOf(best.Track, next.Track) || IsSingleOf(next.Track, best.Track)));
        if (other is null || IsSettledBy(WantedSong.Of(song), best.Track))
        {
            return ranked;
        }

        IReadOnlyList<string> reasons = [.. best.Reasons, $"{Length(best.Track)} long, the {Cut(other.Track)} is {Length(other.Track)}"];

        return [best with { Verdict = Verdict.Undecided, Reasons = reasons }, .. ranked.Skip(1)];
    }

    private static bool IsSingleOf(CandidateTrack single, CandidateTrack track) =>
        single.DurationMs > 0 && track.DurationMs > (1 + Apart) * single.DurationMs && IsShort(single) && !IsShort(track);

    // An "album edit" is the album's cut.
    private static bool IsShort(CandidateTrack track) =>
        TitleParser.Parse(track.Title).Version.Editions is var editions && (editions & Short) != 0 && (editions & Editions.Album) == 0;

    private static bool IsSettledBy(WantedSong wanted, CandidateTrack track) =>
        wanted.Title.Version != VersionLabel.Plain
            || (wanted.Song.Isrc is { } isrc && string.Equals(isrc, track.Isrc, StringComparison.OrdinalIgnoreCase))
            || (!wanted.Album.IsEmpty && wanted.Album.Compact == Text.Phrase.Of(track.Album ?? "").Compact);

    private static string Cut(CandidateTrack track) => IsShort(track) ? "single" : "other cut";

    private static string Length(CandidateTrack track) =>
        TimeSpan.FromMilliseconds(track.DurationMs).ToString(@"m\:ss", CultureInfo.InvariantCulture);
}
