using MusicSync.SpotifySimulator.Catalog;
using MusicSync.SpotifySimulator.Faults;
using MusicSync.SpotifySimulator.Hosting;
using MusicSync.SpotifySimulator.Playlists;
using MusicSync.SpotifySimulator.WebApi.Wire;

namespace MusicSync.SpotifySimulator.WebApi;

/// <summary>Reads playlists as a client sees them: behind the truth, and with whatever rows the faults put in.</summary>
internal sealed class PlaylistReader(PlaylistStore playlists, TrackCatalog catalog, SimulatorOptions options)
{
    // The size of the page inside GET /playlists/{id} is not documented; it has always been this.
    private const int EmbeddedPage = 100;

    public PlaylistView View(HttpContext context, string id)
    {
        var faults = ReadFaults.Of(context);
        var view = playlists.View(id, faults.Lag, options.SnapshotLag) ?? throw Access.Unknown(id);
        var rows = PhantomRows.Insert(view.State, faults.NullItem, faults.LocalItem);

        return view with { State = view.State with { Entries = rows } };
    }

    public PageJson<EntryJson> Page(HttpRequest request, PlaylistView view, Paging paging)
    {
        var entries = view.State.Entries;
        var writer = new EntryWriter(
            catalog,
            Origin.Of(request),
            ReadFaults.Of(request.HttpContext).Relink,
            request.Query["additional_types"].ToString().Contains("episode", StringComparison.Ordinal));
        var items = entries.Skip(paging.Offset).Take(paging.Limit).Select(writer.Write).ToArray();
        var path = $"{Origin.Of(request)}/v1/playlists/{view.State.Id}/items";
        var query = request.Query.Where(pair => pair.Key != "fields").ToDictionary(pair => pair.Key, pair => pair.Value.ToString());

        return paging.Page(path, query, items, entries.Length);
    }

    /// <summary>The playlist with its first page, or without any for those who may not see its rows.</summary>
    public PlaylistJson Full(HttpRequest request, PlaylistView view, bool mayReadRows)
    {
        object? page = mayReadRows ? Page(request, view, new Paging(EmbeddedPage, 0)) : null;

        return PlaylistWriter.Write(Origin.Of(request), view, page);
    }

    public static PlaylistJson Summary(HttpRequest request, PlaylistView view)
    {
        var origin = Origin.Of(request);
        var count = new ItemCountJson($"{origin}/v1/playlists/{view.State.Id}/items", view.State.Entries.Length);

        return PlaylistWriter.Write(origin, view, count);
    }
}
