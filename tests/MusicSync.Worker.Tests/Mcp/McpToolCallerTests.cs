using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol.Protocol;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Spotify;

namespace MusicSync.Worker.Tests.Mcp;

public sealed class McpToolCallerTests : IAsyncLifetime
{
    private static readonly SearchTracksArguments Arguments = new(Title: "A", Artist: "X");
    private ScriptedMcpServer _server = null!;
    private ServiceProvider _services = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private McpToolCaller Caller => _services.GetRequiredService<McpToolCaller>();

    private int Connects => _services.GetRequiredService<McpServers>()[SpotifyTools.Server].Connection.Connects;

    public async ValueTask InitializeAsync()
    {
        _server = await ScriptedMcpServer.StartAsync();
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(new McpShortPause(TimeSpan.FromSeconds(10)))
            .AddSingleton<IConfiguration>(new ConfigurationManager())
            .AddMcp()
            .AddSpotify(_server.Endpoint)
            .BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Answer_IsReadIntoTheRecord()
    {
        _server.OnCall = ScriptedMcpServer.Answer(new
        {
            tracks = new[] { new { id = "1", uri = "spotify:track:1", title = "A", artists = new[] { "X" }, durationMs = 1, more = 2 } },
        });

        var answer = await SearchAsync(McpCallContext.Bulk);

        Assert.Equal("A", Assert.Single(answer.Value.Tracks).Title);
    }

    [Fact]
    public async Task Context_TravelsInTheMeta()
    {
        await SearchAsync(new McpCallContext(Interactive: true, new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero)));

        Assert.Equal("interactive", (string?)_server.LastMeta?["dev.musicsync/priority"]);
        Assert.Equal("2026-11-24T12:00:00.0000000Z", (string?)_server.LastMeta?["dev.musicsync/notAfter"]);
    }

    [Fact]
    public async Task RateLimit_ArrivesAsToldAndTheClientStaysWarm()
    {
        _server.OnCall = ScriptedMcpServer.Fail("rate_limited", 48_925);

        var exception = await Assert.ThrowsAsync<McpCallException>(() => SearchAsync(McpCallContext.Bulk));
        _server.OnCall = ScriptedMcpServer.Answer(new { tracks = Array.Empty<object>() });
        await SearchAsync(McpCallContext.Bulk);

        Assert.Equal(TimeSpan.FromSeconds(48_925), exception.Failure.RetryAfter);
        Assert.Equal(1, Connects);
    }

    [Fact]
    public async Task ShortPause_IsWaitedOutInPlace()
    {
        var calls = 0;
        var pause = ScriptedMcpServer.Fail("rate_limited", retryAfterSeconds: 0);
        var answer = ScriptedMcpServer.Answer(new { tracks = Array.Empty<object>() });
        _server.OnCall = cancellationToken => ++calls < 3 ? pause(cancellationToken) : answer(cancellationToken);

        await Caller.CallThroughShortPausesAsync(SpotifyTools.SearchTracks, Arguments, McpCallContext.Bulk, Token);

        Assert.Equal((3, 1), (calls, Connects));
    }

    [Fact]
    public async Task LongPause_IsLeftToTemporal()
    {
        _server.OnCall = ScriptedMcpServer.Fail("rate_limited", retryAfterSeconds: 10);

        var exception = await Assert.ThrowsAsync<McpCallException>(() => Caller.CallThroughShortPausesAsync(
            SpotifyTools.SearchTracks, Arguments, McpCallContext.Bulk, Token));

        Assert.Equal(TimeSpan.FromSeconds(10), exception.Failure.RetryAfter);
    }

    [Fact]
    public async Task RestartedHost_IsReachedWithoutANewClient()
    {
        await SearchAsync(McpCallContext.Bulk);

        _server = await _server.RestartAsync();
        await SearchAsync(McpCallContext.Bulk);

        Assert.Equal(1, Connects);
    }

    [Fact]
    public async Task ManyFirstCalls_ShareOneConnection()
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => SearchAsync(McpCallContext.Bulk)));

        Assert.Equal(1, Connects);
    }

    [Fact]
    public async Task DeadHost_IsUnavailableAndNotUnknown()
    {
        await _server.DisposeAsync();

        var exception = await Assert.ThrowsAsync<McpCallException>(() => SearchAsync(McpCallContext.Bulk));

        Assert.Equal(McpFailureKind.McpUnavailable, exception.Failure.Kind);
        _server = await _server.RestartAsync();
    }

    [Fact]
    public async Task Cancellation_ReachesTheTool()
    {
        var started = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource();
        _server.OnCall = async cancellationToken =>
        {
            using var registration = cancellationToken.Register(cancelled.SetResult);
            started.SetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return new CallToolResult();
        };
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var call = Caller.CallAsync(SpotifyTools.SearchTracks, Arguments, McpCallContext.Bulk, cancel.Token);
        await started.Task.WaitAsync(Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await cancelled.Task.WaitAsync(Token);
    }

    [Fact]
    public async Task AnswerAfterTheDeadline_IsUnknown()
    {
        var tool = SpotifyTools.SearchTracks with
        {
            Policy = new McpToolPolicy(TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(300), Writes: true),
        };
        await SearchAsync(McpCallContext.Bulk);
        _server.OnCall = async cancellationToken =>
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return new CallToolResult();
        };

        var exception = await Assert.ThrowsAsync<McpCallException>(
            () => Caller.CallAsync(tool, Arguments, McpCallContext.Bulk, Token));

        Assert.True(exception.Failure.OutcomeUnknown);
    }

    [Fact]
    public async Task MissingMember_IsADefectNotANull()
    {
        _server.OnCall = ScriptedMcpServer.Answer(new { found = 0 });

        var exception = await Assert.ThrowsAsync<McpCallException>(() => SearchAsync(McpCallContext.Bulk));

        Assert.Equal(McpFailureKind.Internal, exception.Failure.Kind);
    }

    private Task<McpAnswer<SearchTracksResult>> SearchAsync(McpCallContext context) =>
        Caller.CallAsync(SpotifyTools.SearchTracks, Arguments, context, Token);
}
