using MusicSync.Worker.Matching.Inputs;
using MusicSync.Worker.Matching.Scoring;
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

        if (soFar.Count > 0 && Ranking.Of(song, soFar) is [{ Verdict: >= Verdict.Likely }, ..])
        {
            return null;
        }

        var asked = soFar.Select(answer => answer.Step).ToHashSet();

        return SearchPlan.For(WantedSong.Of(song)).FirstOrDefault(step => !asked.Contains(step));
    }
}
