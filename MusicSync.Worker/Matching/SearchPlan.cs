using MusicSync.Worker.Matching.Inputs;
using MusicSync.Worker.Matching.Rules;
using MusicSync.Worker.Matching.Scoring;
using MusicSync.Worker.Matching.Titles;
using MusicSync.Worker.Songs;

namespace MusicSync.Worker.Matching;

/// <summary>Which search to make next for a song, from the most exact to the most forgiving.</summary>
public static class SearchPlan
{
    // A single has two sides, few have three; a row that holds a whole set list is no song.
    private const int MaxSides = 3;

    // How many searches ask for one side of a double title each.
    private const int SideSearches = 2;

    /// <summary>Says what to search next, given all answers so far.</summary>
    /// <param name="song">The song that is looked for.</param>
    /// <param name="soFar">Answers in the order they were asked; empty at first.</param>
    /// <returns>The next search, or null when enough is known to decide.</returns>
    public static SearchStep? Next(Song song, IReadOnlyList<SearchAnswer> soFar) => SongLookup.Of(song, soFar).Next();

    /// <summary>The same from candidates that are judged already.</summary>
    internal static SearchStep? Next(Ranking ranking, IReadOnlyList<SearchAnswer> soFar)
    {
        if (ranking.Song.Uri is not null || (soFar.Count > 0 && IsEnough(ranking.Best(), soFar.Count)))
        {
            return null;
        }

        var asked = soFar.Select(answer => answer.Step).ToHashSet();

        return All(ranking.Wanted).FirstOrDefault(step => !asked.Contains(step));
    }

    // One side of a double title is enough only when the other one was looked for too.
    private static bool IsEnough(IReadOnlyList<Assessment> ranked, int searches) => ranked is [var best, ..]
        && (best.Verdict >= Verdict.Likely
            || (best.Verdict == Verdict.Undecided && (searches > SideSearches || DoubleSideRule.AreBothFound(ranked))));

    // All searches that may help, the most exact first; none when the song holds nothing that can be searched for.
    private static IEnumerable<SearchStep> All(WantedSong wanted)
    {
        if (wanted.Song.Isrc is { } isrc)
        {
            yield return new SearchStep(Isrc: isrc);
        }

        // The first song of a double side is the one that was released under its name.
        string[] titles = [.. Titles(wanted.Title).Select(SearchWords.Filter).Where(side => side.Length > 0).Take(MaxSides)];
        var artist = SearchWords.Filter(wanted.Lead);
        foreach (var side in artist.Length > 0 ? titles : [])
        {
            yield return new SearchStep(Title: side, Artist: artist);
        }

        // Among many remixes only the words of the version find the right one.
        var whole = wanted.Title.Version == VersionLabel.Plain ? wanted.Title.CoreText : $"{wanted.Title.CoreText} {wanted.Title.Version.Words}";
        if (SearchWords.Free(whole, wanted.Lead) is { Length: > 0 } words)
        {
            yield return new SearchStep(Query: words);
        }

        if (titles is not [var title, ..])
        {
            yield break;
        }

        yield return new SearchStep(Title: title);
        if (SearchWords.Joined(wanted.Lead) is { } joined)
        {
            yield return new SearchStep(Title: title, Artist: joined);
        }
    }

    private static string[] Titles(ParsedTitle title) => title.Sides.Count > 0 ? title.CoreText.Split('/') : [title.CoreText];
}
