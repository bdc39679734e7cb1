using MusicSync.Worker.Matching.Inputs;
using MusicSync.Worker.Matching.Rules;
using MusicSync.Worker.Matching.Scoring;
using MusicSync.Worker.Matching.Titles;
using MusicSync.Worker.Songs;

namespace MusicSync.Worker.Matching;

/// <summary>Which search to make next for a song, from the most exact to the most forgiving.</summary>
public static class SearchLadder
{
    /// <summary>Says what to search next, given all answers so far.</summary>
    /// <param name="song">The song that is looked for.</param>
    /// <param name="soFar">Answers in the order they were asked; empty at first.</param>
    /// <returns>The next search, or null when enough is known to decide.</returns>
    public static SearchStep? Next(Song song, IReadOnlyList<SearchAnswer> soFar)
    {
        if (song.Uri is not null)
        {
            return null;
        }

        var wanted = WantedSong.Of(song);
        if (soFar.Count > 0 && IsEnough(Ranking.Of(song, soFar), soFar.Count))
        {
            return null;
        }

        var asked = soFar.Select(answer => answer.Step).ToHashSet();

        return SearchPlan.For(wanted).FirstOrDefault(step => !asked.Contains(step));
    }

    // One side of a double title is enough only when the other one was looked for too.
    private static bool IsEnough(IReadOnlyList<Assessment> ranked, int searches) => ranked is [var best, ..]
        && (best.Verdict >= Verdict.Likely
            || (best.Verdict == Verdict.Undecided && (searches > DoubleSide.Sides || DoubleSideRule.AreBothFound(ranked))));
}
