using ModelContextProtocol.Protocol;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Playlists.Reading;
using MusicSync.Worker.Tests.Mcp;

namespace MusicSync.Worker.Tests.Playlists.Reading;

/// <summary>A look begun early is shared by all who begin one, taken by one, and soon of no use.</summary>
public sealed class PlaylistLooksTests
{
    private const string List = "list";
    private static readonly McpCallContext Context = new(Interactive: true);
    private int _reads;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Look_IsOneReadForAll_AndTakenOnce()
    {
        await using var bench = await BenchAsync();
        var looks = Looks(bench);

        await Task.WhenAll(looks.LookAsync(List, Context, Token), looks.LookAsync(List, Context, Token));
        await looks.LookAsync(List, Context, Token);

        Assert.Equal(1, _reads);
        Assert.Equal("u1", Assert.Single((await looks.TakeAsync(List))!.Rows.Slots).Uri);
        Assert.Null(await looks.TakeAsync(List));
    }

    [Fact]
    public async Task LookOnItsWay_IsWaitedFor()
    {
        await using var bench = await BenchAsync();
        var looks = Looks(bench);

        var looking = looks.LookAsync(List, Context, Token);

        Assert.NotNull(await looks.TakeAsync(List));
        await looking;
    }

    [Fact]
    public async Task OldLook_IsNotTaken_AndTheNextOneReadsAgain()
    {
        await using var bench = await BenchAsync();
        var looks = Looks(bench);
        await looks.LookAsync(List, Context, Token);

        bench.Time.Advance(PlaylistLooks.StaysFresh);

        Assert.Null(await looks.TakeAsync(List));
        await looks.LookAsync(List, Context, Token);
        Assert.Equal(2, _reads);
        Assert.NotNull(await looks.TakeAsync(List));
    }

    [Fact]
    public async Task FailedLook_SaysNothing()
    {
        await using var bench = await BenchAsync();
        bench.Server.OnArguments = _ => ScriptedMcpServer.Fail("not_found", retryAfterSeconds: null)(Token);
        var looks = Looks(bench);

        await looks.LookAsync(List, Context, Token);

        Assert.Null(await looks.TakeAsync(List));
    }

    [Fact]
    public async Task LongListThatIsNotRemembered_IsLeftToTheWriter()
    {
        await using var bench = await BenchAsync();
        bench.Server.OnArguments = arguments => ReadLongAsync(arguments);
        var looks = Looks(bench);

        await looks.LookAsync(List, Context, Token);

        Assert.Null(await looks.TakeAsync(List));
        Assert.InRange(_reads, 2, 4);
    }

    [Fact]
    public async Task LookAtAnotherPlaylist_IsNotTaken()
    {
        await using var bench = await BenchAsync();
        var looks = Looks(bench);

        await looks.LookAsync("another", Context, Token);

        Assert.Null(await looks.TakeAsync(List));
    }

    private static PlaylistLooks Looks(McpBench bench) => new(new PlaylistReader(bench.Get<McpToolCaller>()), bench.Time);

    private async Task<McpBench> BenchAsync()
    {
        var bench = await McpBench.StartAsync();
        bench.Server.OnArguments = ReadAsync;
        return bench;
    }

    /// <summary>10,000 rows, of which nobody remembers any; answers <c>get_playlist</c> too.</summary>
    private Task<CallToolResult> ReadLongAsync(IDictionary<string, System.Text.Json.JsonElement> arguments)
    {
        Interlocked.Increment(ref _reads);
        var offset = arguments.TryGetValue("offset", out var given) ? given.GetInt32() : 0;
        return ScriptedMcpServer.Answer(new
        {
            id = List,
            name = "Long",
            uri = "spotify:playlist:list",
            url = "https://open.spotify.com/playlist/list",
            snapshotId = "s",
            items = Enumerable.Range(offset, 50).Select(row => new { position = row, kind = "track", uri = $"u{row}", title = "T", artists = new[] { "A" } }),
            total = 10_000,
            nextOffset = offset + 50 < 10_000 ? offset + 50 : (int?)null,
        })(Token);
    }

    private Task<CallToolResult> ReadAsync(IDictionary<string, System.Text.Json.JsonElement> arguments)
    {
        Interlocked.Increment(ref _reads);
        return ScriptedMcpServer.Answer(new
        {
            items = new[] { new { position = 0, kind = "track", uri = "u1", title = "One", artists = new[] { "Somebody" } } },
            total = 1,
        })(Token);
    }
}
