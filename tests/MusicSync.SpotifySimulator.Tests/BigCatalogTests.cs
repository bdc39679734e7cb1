using MusicSync.SpotifySimulator.Catalog;
using MusicSync.SpotifySimulator.Catalog.Search;

namespace MusicSync.SpotifySimulator.Tests;

public sealed class BigCatalogTests
{
    private const string Where = "../shared/data/catalog.csv.gz";
    private const int MaxQueryLength = 100;

    [Fact]
    public void Search_AmongAHundredThousandTracks_FindsThemByTitleAndArtist()
    {
        var file = Path.Combine(Checkout(), Where);
        Assert.SkipUnless(File.Exists(file), $"{Where} is not beside the checkout.");
        var catalog = TrackCatalog.Load(file);
        var search = new TrackSearch(catalog, SearchRules.Strict);
        var sample = catalog.Tracks.Where((_, number) => number % 100 == 0).ToArray();

        var found = sample.Count(track => IsFound(search, track));

        Assert.InRange(found / (double)sample.Length, 0.98, 1);
    }

    private static bool IsFound(TrackSearch search, CatalogTrack track)
    {
        var q = $"{track.Title} {track.Artists[0]}";

        return search.Search(q[..Math.Min(q.Length, MaxQueryLength)], 10, 0).Tracks
            .Any(hit => hit.Title == track.Title && hit.Artists[0] == track.Artists[0]);
    }

    private static string Checkout()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "MusicSync.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests run outside a checkout.");
        }

        return folder.FullName;
    }
}
