using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ModelContextProtocol.Protocol;
using MusicSync.McpHost.RateLimiting;
using MusicSync.McpHost.Tests.Support;

namespace MusicSync.McpHost.Tests.RateLimiting;

public sealed class HeldWriteTests : IAsyncDisposable
{
    private static readonly string[] Rows = ["6rqhFgbbKwnb9MLmUQDhG6"];

    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly TaskCompletionSource _release = new();
    private ScriptedBench _bench = null!;
    private Task<CallToolResult> _first = null!;
    private int _writes;

    [Fact]
    public async Task Write_LeavesTheQueueWithItsCaller()
    {
        await HoldTheOnlyPlaceAsync();
        using var caller = new CancellationTokenSource();
        var held = WriteAsync(null, caller.Token);
        await _bench.Host.WaitForAsync("/health", "In flight: 1, waiting: 1");

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => held);
        await _bench.Host.WaitForAsync("/health", "In flight: 1, waiting: 0");
        _release.SetResult();
        (await _first).Answer();
        Assert.Equal(1, _writes);
    }

    [Fact]
    public async Task Write_ThatBecomesTooLateMeanwhile_IsNotSent()
    {
        await HoldTheOnlyPlaceAsync();
        var notAfter = new JsonObject { ["dev.musicsync/notAfter"] = _time.GetUtcNow().AddSeconds(1).ToString("O") };
        var held = WriteAsync(notAfter, TestContext.Current.CancellationToken);
        await _bench.Host.WaitForAsync("/health", "In flight: 1, waiting: 1");

        _time.Advance(TimeSpan.FromSeconds(1.5));
        _release.SetResult();

        Assert.Equal("too_late", (await held).Kind());
        (await _first).Answer();
        Assert.Equal(1, _writes);
    }

    [Fact]
    public async Task Write_ThatIsNotSentAfterItsTurnCame_GivesItsTokenBack()
    {
        // Slow enough for the tokens not to come back by themselves.
        await HoldTheOnlyPlaceAsync(new() { ["Gate:CallsPerSecond"] = "0.001" });
        var notAfter = new JsonObject { ["dev.musicsync/notAfter"] = _time.GetUtcNow().AddSeconds(1).ToString("O") };
        var held = WriteAsync(notAfter, TestContext.Current.CancellationToken);
        await _bench.Host.WaitForAsync("/health", "In flight: 1, waiting: 1");
        var before = _bench.Host.Get<SpotifyGate>().Load.Tokens;

        _time.Advance(TimeSpan.FromSeconds(1.5));
        _release.SetResult();
        Assert.Equal("too_late", (await held).Kind());

        Assert.Equal((18, 19), (Math.Round(before!.Value), Math.Round(_bench.Host.Get<SpotifyGate>().Load.Tokens!.Value)));
        (await _first).Answer();
    }

    [Fact]
    public async Task Write_HeldForTheLongest_IsRefusedWithoutDoubt()
    {
        await HoldTheOnlyPlaceAsync();
        var held = WriteAsync(null, TestContext.Current.CancellationToken);
        await _bench.Host.WaitForAsync("/health", "In flight: 1, waiting: 1");

        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(("rate_limited", 1, false), ((await held).Kind(), (await held).RetryAfterSeconds(), (await held).OutcomeUnknown()));
        _release.SetResult();
        (await _first).Answer();
        Assert.Equal(1, _writes);
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    private Task HoldTheOnlyPlaceAsync() => HoldTheOnlyPlaceAsync([]);

    private async Task HoldTheOnlyPlaceAsync(Dictionary<string, string?> settings)
    {
        _bench = await ScriptedBench.StartAsync(
            ScriptedBench.Grant,
            AnswerAsync,
            new(settings) { ["Gate:Concurrency"] = "1", ["Gate:BulkConcurrency"] = "1" },
            services => services.AddSingleton<TimeProvider>(_time));
        _first = WriteAsync(null, TestContext.Current.CancellationToken);
        await _bench.Host.WaitForAsync("/health", "In flight: 1, waiting: 0");
    }

    private async Task AnswerAsync(HttpContext context)
    {
        Interlocked.Increment(ref _writes);
        await _release.Task;
        await ScriptedBench.JsonAsync(context, 201, """{"snapshot_id":"abc"}""");
    }

    private Task<CallToolResult> WriteAsync(JsonObject? meta, CancellationToken cancellationToken) =>
        _bench.Client.CallUntilAsync("add_to_playlist", new { playlistId = Rows[0], uris = Rows }, meta, cancellationToken);
}
