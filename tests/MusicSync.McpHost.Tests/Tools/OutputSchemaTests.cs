using System.Text.Json;
using Json.Schema;
using MusicSync.McpHost.Tests.Support;
using MusicSync.SpotifySimulator.Accounts;
using MusicSync.SpotifySimulator.Faults;

namespace MusicSync.McpHost.Tests.Tools;

public sealed class OutputSchemaTests
{
    [Fact]
    public async Task EveryTool_AnswersByItsSchema()
    {
        await using var bench = await TestBench.StartAsync();
        var playlist = bench.Spotify.Playlists.Add("Mine", bench.Uris(3));
        var song = bench.Spotify.Catalog.Tracks[0];

        await CheckAsync(bench, "search_tracks", new { title = song.Title, artist = song.Artists[0] });
        await CheckAsync(bench, "search_tracks", new { query = "zzzzqqqq", limit = 1 });
        await CheckAsync(bench, "get_track", new { trackId = song.Id });
        await CheckAsync(bench, "get_album", new { albumId = song.AlbumId });
        await CheckAsync(bench, "get_playlist", new { playlistId = playlist.Id });
        await CheckAsync(bench, "get_playlist_items", new { playlistId = playlist.Id });
        await CheckAsync(bench, "list_playlists", new { });
        await CheckAsync(bench, "create_playlist", new { name = "New", description = "With words" });
        await CheckAsync(bench, "add_to_playlist", new { playlistId = playlist.Id, uris = new[] { song.Uri } });
        await CheckAsync(bench, "reorder_playlist_items", new { playlistId = playlist.Id, rangeStart = 0, insertBefore = 1 });
        await CheckAsync(bench, "remove_from_playlist", new { playlistId = playlist.Id, uris = new[] { song.Uri } });
        await CheckAsync(bench, "get_user_profile", new { });
    }

    [Fact]
    public async Task EveryRead_WithNothingButTheNecessaryMembers_AnswersByItsSchema()
    {
        await using var bench = await TestBench.StartAsync();
        var bare = bench.Spotify.Catalog.Tracks.First(track => track.Isrc is null);
        var foreign = bench.Spotify.Playlists.Set("1111111111111111111111", [], "Foreign", SimulatorAccount.SomebodyElse);
        var mine = bench.Spotify.Playlists.Add("Mine", bench.Uris(5));
        bench.Fail(FaultKind.NullItem);
        bench.Fail(FaultKind.LocalItem);

        await CheckAsync(bench, "get_track", new { trackId = bare.Id });
        await CheckAsync(bench, "get_album", new { albumId = bare.AlbumId, offset = 50 });
        await CheckAsync(bench, "get_playlist", new { playlistId = foreign.Id });
        await CheckAsync(bench, "get_playlist_items", new { playlistId = mine.Id });
        await CheckAsync(bench, "get_playlist", new { playlistId = mine.Id });
        await CheckAsync(bench, "get_playlist", new { playlistId = mine.Id });
    }

    private static async Task CheckAsync(TestBench bench, string name, object arguments)
    {
        var tools = await bench.Client.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken);
        var schema = Assert.NotNull(tools.Single(tool => tool.Name == name).ProtocolTool.OutputSchema);

        var answer = (await bench.CallAsync(name, arguments)).Answer();

        var verdict = JsonSchema.FromText(schema.GetRawText()).Evaluate(
            answer, new EvaluationOptions { OutputFormat = OutputFormat.List, RequireFormatValidation = true });
        Assert.True(verdict.IsValid, $"{name}: {JsonSerializer.Serialize(verdict)}\n{answer}");
    }
}
