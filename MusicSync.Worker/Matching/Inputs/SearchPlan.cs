namespace MusicSync.Worker.Matching.Inputs;

/// <summary>All searches that may help to find a song, the most exact first.</summary>
internal static class SearchPlan
{
    /// <summary>The searches for a song.</summary>
    public static IEnumerable<SearchStep> For(WantedSong wanted)
    {
        if (wanted.Song.Isrc is { } isrc)
        {
            yield return new SearchStep(Isrc: isrc);
        }

        // The first song of a double side is the one that was released under its name.
        var core = wanted.Title.Sides.Count > 0 ? wanted.Title.CoreText.Split('/')[0] : wanted.Title.CoreText;
        var title = SearchWords.Filter(core);
        var artist = SearchWords.Filter(wanted.Lead);
        if (title.Length > 0 && artist.Length > 0)
        {
            yield return new SearchStep(Title: title, Artist: artist);
        }

        yield return new SearchStep(Query: SearchWords.Free(wanted.Title.CoreText, wanted.Lead));

        if (title.Length > 0)
        {
            yield return new SearchStep(Title: title);
        }

        if (title.Length > 0 && SearchWords.Joined(wanted.Lead) is { } joined)
        {
            yield return new SearchStep(Title: title, Artist: joined);
        }
    }
}
