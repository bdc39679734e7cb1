using System.Text.Json;
using MusicSync.Worker.Orders;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Songs;
using MusicSync.Worker.Sources;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Temporal;

namespace MusicSync.Worker.Api.Orders;

/// <summary>Turns the body of a request into an order, or changes one by it. Pure.</summary>
internal static class OrderDraft
{
    private const int MaxSongs = 1_000;

    // A schedule keeps the list, and hands it to every run.
    private const int MaxCompressedBytes = 100_000;

    /// <summary>The order that was asked for.</summary>
    /// <exception cref="ProblemException">Something is missing, unknown or contradicts something else.</exception>
    public static StandingOrder Read(OrderBody body, SourceOptions sources) => Checked(new StandingOrder(
        CallerIds.Of(body.Id, OrderIds.MaxLength),
        SourceOf(body.Source ?? throw ProblemException.Unprocessable("Say what is followed: source with url, playlist or songs."), sources),
        SyncDraft.Target(body.Playlist, body.PlaylistName),
        OrderTimesReader.Read(body.Every, body.Cron, body.TimeZone),
        OptionsOf(body, new SyncOptions(Priority: SyncPriority.Bulk)),
        SyncDraft.ChoiceOf("mode", body.Mode, OrderMode.Add)));

    /// <summary>The order as it is changed; what the body leaves out stays.</summary>
    /// <exception cref="ProblemException">Something is unknown or contradicts something else.</exception>
    public static StandingOrder Change(StandingOrder order, OrderBody body, SourceOptions sources)
    {
        if (body.Id is { } id && id != order.Id)
        {
            throw ProblemException.Unprocessable("An order keeps its id; delete it and make another one.");
        }

        var target = body is { Playlist: null, PlaylistName: null } ? order.Target : SyncDraft.Target(body.Playlist, body.PlaylistName);
        return Checked(order with
        {
            Source = body.Source is { } source ? SourceOf(source, sources) : order.Source,
            Target = target,
            Checked = target == order.Target ? order.Checked : null,
            Times = OrderTimesReader.Change(order.Times, body.Every, body.Cron, body.TimeZone),
            Options = OptionsOf(body, order.Options),
            Mode = SyncDraft.ChoiceOf("mode", body.Mode, order.Mode),
        });
    }

    private static StandingOrder Checked(StandingOrder order) => order.Source.PlaylistId is { } followed && followed == order.Target.Id
        ? throw ProblemException.Unprocessable("A playlist cannot follow itself; name another one in source or in playlist.")
        : order is { Mode: OrderMode.Mirror, Options.Duplicates: DuplicateHandling.Keep }
            ? throw ProblemException.Unprocessable("A mirror has each track once: leave out duplicates=keep, or use mode 'add'.")
            : order;

    private static SyncOptions OptionsOf(OrderBody body, SyncOptions usual) => usual with
    {
        Policy = SyncDraft.ChoiceOf("policy", body.Policy, usual.Policy),
        Duplicates = SyncDraft.ChoiceOf("duplicates", body.Duplicates, usual.Duplicates),
        Priority = SyncDraft.ChoiceOf("priority", body.Priority, usual.Priority),
        Explicit = SyncDraft.ChoiceOf("explicit", body.Explicit, usual.Explicit),
    };

    private static SongSource SourceOf(SourceBody source, SourceOptions options) => source switch
    {
        { Songs: null } when SpotifyListLink.Of(source.Url ?? source.Playlist ?? "") is { Kind: SpotifyListKind.Album } => throw NotFollowed(),
        // What people paste: the page behind the link is no list, the playlist is.
        { Url: { Length: > 0 } link, Playlist: null, Songs: null } when PlaylistReference.Id(link) is { } id => new SongSource(PlaylistId: id),
        { Url.Length: > 0, Playlist: null, Songs: null } => new SongSource(Url: UrlOf(source.Url, options)),
        { Url: null, Playlist.Length: > 0, Songs: null } => new SongSource(PlaylistId: PlaylistReference.Id(source.Playlist)
            ?? throw ProblemException.Unprocessable(
                "source.playlist must be a playlist's id (22 letters and digits), its spotify:playlist: URI or its open.spotify.com link.")),
        { Url: null, Playlist: null, Songs: { } songs } => new SongSource(Given: SongsOf(songs)),
        _ => throw ProblemException.Unprocessable("source must have exactly one of url, playlist and songs."),
    };

    private static ProblemException NotFollowed() =>
        ProblemException.Unprocessable("An album does not change, so that nothing can follow it. Start a sync with its link instead.");

    private static string UrlOf(string text, SourceOptions options)
    {
        try
        {
            return SourceUrl.Read(text, options).AbsoluteUri;
        }
        catch (SourceException refused)
        {
            throw ProblemException.Unprocessable($"source.url: {refused.Message}");
        }
    }

    private static SongList SongsOf(JsonElement songs)
    {
        if (songs.ValueKind != JsonValueKind.Array)
        {
            throw ProblemException.Unprocessable("source.songs must be an array of songs.");
        }

        if (songs.GetArrayLength() is var count && count is 0 or > MaxSongs)
        {
            throw ProblemException.Unprocessable(
                $"source.songs has {count} songs; an order keeps 1 to {MaxSongs}. Put a longer list where it can be fetched, and give its url.");
        }

        var list = SongListReader.Read(songs);
        if (SpotifyListLink.Alone(list) is { } link)
        {
            throw link.Kind is SpotifyListKind.Album ? NotFollowed() : ProblemException.Unprocessable("source.songs is the link of a playlist; give it as source.playlist.");
        }

        return list.Songs.Count == 0
            ? throw ProblemException.Unprocessable($"No element of source.songs names a song. Element {list.Rejected[0].Line}: {list.Rejected[0].Reason}.")
            : TemporalJson.CompressedSizeOf(list) > MaxCompressedBytes
                ? throw ProblemException.TooLarge($"source.songs has more than {MaxCompressedBytes / 1000} KB compressed; put it where it can be fetched, and give its url.")
                : list;
    }
}
