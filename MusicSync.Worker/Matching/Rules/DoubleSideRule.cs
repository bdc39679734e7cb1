using MusicSync.Worker.Matching.Scoring;

namespace MusicSync.Worker.Matching.Rules;

/// <summary>
/// A row that names both songs of a single ("Maggie May / Reason to Believe") means one track; when each song has a track
/// of its own, only a person knows which.
/// </summary>
internal static class DoubleSideRule
{
    /// <summary>Takes the side that was found when nothing was found for the other one.</summary>
    public static IReadOnlyList<Assessment> Apply(IReadOnlyList<Assessment> ranked)
    {
        if (ranked is not [{ Verdict: Verdict.Undecided } best, ..])
        {
            return ranked;
        }

        return AreBothFound(ranked)
            ? [best with { Reasons = [.. best.Reasons, "the other side was found too"] }, .. ranked.Skip(1)]
            : [best with { Verdict = Verdict.Likely }, .. ranked.Skip(1)];
    }

    /// <summary>Whether each of the two songs has a track.</summary>
    public static bool AreBothFound(IReadOnlyList<Assessment> ranked) =>
        ranked.Where(track => track.Verdict == Verdict.Undecided).DistinctBy(track => track.Title.Side).Skip(1).Any();
}
