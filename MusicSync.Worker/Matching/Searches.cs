using MusicSync.Worker.Matching.Inputs;
using MusicSync.Worker.Matching.Titles;

namespace MusicSync.Worker.Matching;

/// <summary>All searches that may help to find a song, the most exact first.</summary>
internal static class SearchPlan
{
    // A single has two sides, few have three; a row that holds a whole set list is no song.
    private const int MostSides = 3;

    /// <summary>The searches for a song; none when it holds nothing that can be searched for.</summary>
    public static IEnumerable<SearchStep> For(WantedSong wanted)
    {
        if (wanted.Song.Isrc is { } isrc)
        {
            yield return new SearchStep(Isrc: isrc);
        }

        // The first song of a double side is the one that was released under its name.
        string[] titles = [.. Titles(wanted.Title).Select(SearchWords.Filter).Where(side => side.Length > 0).Take(MostSides)];
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
