using System.Text.Json;
using System.Text.Json.Nodes;
using MusicSync.Worker.Api.Orders;
using MusicSync.Worker.Matching;
using MusicSync.Worker.Orders;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Temporal;

namespace MusicSync.Worker.Api.OpenApi;

/// <summary>Examples of the documents of orders, made of the real records.</summary>
internal static class OrderExamples
{
    private const string Id = "charts";

    private static readonly DateTimeOffset Due = new(2026, 11, 24, 14, 0, 0, TimeSpan.Zero);

    private static readonly OrderDocument Charts = new(
        Id,
        new OrderedSource("https://charts.example/week.csv", Playlist: null, Songs: null),
        new PlaylistRef("2v3iNvBX8Ay1Gt2uXtUKUT", "Charts", "https://open.spotify.com/playlist/2v3iNvBX8Ay1Gt2uXtUKUT"),
        OrderMode.Add,
        Every: "PT6H",
        Cron: null,
        TimeZone: null,
        MatchPolicy.Balanced,
        DuplicateHandling.Skip,
        SyncPriority.Bulk,
        ExplicitTracks.Any,
        Paused: false,
        Running: false,
        Waiting: null,
        NextRun: Due.AddHours(6),
        CreatedAt: Due.AddDays(-30),
        Confirm: null,
        [
            new OrderRun(Due, RunOutcome.Unchanged),
            new OrderRun(Due.AddHours(-6), RunOutcome.Started, Songs: 100, OrderIds.ToSync(Id, Due.AddHours(-6)), new OrderedSync(SyncState.Completed, Added: 12, Review: 1, Missing: 0)),
        ]);

    public static JsonNode Order => Node(Charts);

    public static JsonNode Page => Node(new OrderPage([Charts], NextToken: null));

    private static JsonNode Node<T>(T value) => JsonSerializer.SerializeToNode(value, TemporalJson.Options)!;
}
