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

        var title = SearchWords.Filter(wanted.Title.CoreText);
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
    }
}
