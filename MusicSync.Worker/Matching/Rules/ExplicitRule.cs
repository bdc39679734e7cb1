using MusicSync.Worker.Matching.Scoring;
using MusicSync.Worker.Matching.Titles;

namespace MusicSync.Worker.Matching.Rules;

/// <summary>Chooses between explicit and clean editions of the song that was found.</summary>
internal static class ExplicitRule
{
    /// <summary>Puts the edition that is wished for first; an explicit one that is to be avoided becomes unwanted.</summary>
    public static IReadOnlyList<Assessment> Apply(IReadOnlyList<Assessment> ranked, ExplicitTracks wish) => wish switch
    {
        ExplicitTracks.Prefer => [.. ranked.OrderByDescending(found => found.Verdict).ThenByDescending(found => IsExplicit(found))],
        ExplicitTracks.Avoid => Avoid(ranked),
        _ => ranked,
    };

    private static Assessment[] Avoid(IReadOnlyList<Assessment> ranked) =>
    [
        .. ranked
            .Select(found => found.Verdict >= Verdict.OtherRecording && IsExplicit(found)
                ? found with { Verdict = Verdict.Unwanted, Reasons = [.. found.Reasons, "marked as explicit"] }
                : found)
            .OrderByDescending(found => found.Verdict),
    ];

    private static bool IsExplicit(Assessment found) =>
        found.Track.Explicit || (found.Found.Title.Version.Editions & Editions.Explicit) != 0;
}
