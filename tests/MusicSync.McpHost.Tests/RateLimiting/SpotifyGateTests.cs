using Microsoft.Extensions.Time.Testing;
using MusicSync.McpHost.Failures;
using MusicSync.McpHost.RateLimiting;

namespace MusicSync.McpHost.Tests.RateLimiting;

public sealed class SpotifyGateTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<IDisposable> _disposables = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_AfterABurst_ComeAtThePace()
    {
        var gate = Gate(Limits.Spotify);
        await PassAsync(gate, CallPriority.Interactive, 20);

        var next = Enter(gate, CallPriority.Interactive);
        var second = Enter(gate, CallPriority.Interactive);
        Assert.False(next.IsCompleted);

        _time.Advance(TimeSpan.FromMilliseconds(334));
        (await next).Dispose();
        Assert.False(second.IsCompleted);

        _time.Advance(TimeSpan.FromMilliseconds(334));
        (await second).Dispose();
    }

    [Fact]
    public async Task Call_ThatWouldWaitTooLong_IsRefusedAtOnceWithItsWait()
    {
        var gate = Gate(Limits.Spotify);
        await PassAsync(gate, CallPriority.Interactive, 20);
        var waiting = Enumerable.Range(0, 6).Select(_ => Enter(gate, CallPriority.Interactive)).ToArray();

        var refusal = await RefusalAsync(Enter(gate, CallPriority.Interactive));

        Assert.Equal(FailureKind.RateLimited, refusal.Kind);
        Assert.Equal(TimeSpan.FromMilliseconds(2_334), refusal.RetryAfter);
        Assert.False(refusal.OutcomeUnknown);
        Assert.All(waiting, call => Assert.False(call.IsCompleted));
    }

    [Fact]
    public async Task Bulk_NeverTakesTheLastTokens()
    {
        var gate = Gate(Limits.Spotify);
        await PassAsync(gate, CallPriority.Bulk, 12);

        var bulk = Enter(gate, CallPriority.Bulk);
        await PassAsync(gate, CallPriority.Interactive, 8);

        Assert.False(bulk.IsCompleted);
        Assert.Equal(0, gate.Load.Tokens);
    }

    [Fact]
    public async Task Interactive_PassesTwelveWaitingBulkCalls()
    {
        var gate = Gate(Limits.Spotify);
        var inFlight = await Enter(gate, CallPriority.Bulk);
        var waiting = Enumerable.Range(0, 12).Select(_ => Enter(gate, CallPriority.Bulk)).ToArray();

        var interactive = Enter(gate, CallPriority.Interactive);

        Assert.True(interactive.IsCompletedSuccessfully);
        Assert.All(waiting, call => Assert.False(call.IsCompleted));
        inFlight.Dispose();
        (await waiting[0]).Dispose();
    }

    [Fact]
    public async Task Call_HeldForItsLongest_IsRefusedAndKeepsNothing()
    {
        var gate = Gate(Limits.Other with { Concurrency = 1, BulkConcurrency = 1 });
        var inFlight = await Enter(gate, CallPriority.Interactive);
        var held = Enter(gate, CallPriority.Bulk);

        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(TimeSpan.FromSeconds(1), (await RefusalAsync(held)).RetryAfter);
        inFlight.Dispose();
        (await Enter(gate, CallPriority.Bulk)).Dispose();
        Assert.Equal(0, gate.Load.InFlight);
    }

    [Fact]
    public async Task Caller_ThatGoesAway_GivesItsTurnBack()
    {
        var gate = Gate(Limits.Spotify);
        await PassAsync(gate, CallPriority.Interactive, 20);
        using var caller = new CancellationTokenSource();
        var gone = gate.EnterAsync(CallPriority.Interactive, caller.Token).AsTask();

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        Assert.Equal(0, gate.Load.Tokens);
    }

    [Fact]
    public async Task Calls_WithoutAPace_AreOnlyLimitedInNumber()
    {
        var gate = Gate(Limits.Other);
        var bulk = Enumerable.Range(0, 13).Select(_ => Enter(gate, CallPriority.Bulk)).ToArray();
        var interactive = Enumerable.Range(0, 5).Select(_ => Enter(gate, CallPriority.Interactive)).ToArray();

        Assert.Equal(12, bulk.Count(call => call.IsCompleted));
        Assert.Equal(4, interactive.Count(call => call.IsCompleted));

        (await bulk[0]).Dispose();
        (await interactive[4]).Dispose();
    }

    public void Dispose() => _disposables.ForEach(disposable => disposable.Dispose());

    private SpotifyGate Gate(GateLimits limits)
    {
        var gate = new SpotifyGate(limits, _time);
        _disposables.Add(gate);
        return gate;
    }

    private static Task<GateLease> Enter(SpotifyGate gate, CallPriority priority) => gate.EnterAsync(priority, Cancel).AsTask();

    private static async Task PassAsync(SpotifyGate gate, CallPriority priority, int calls)
    {
        for (var call = 0; call < calls; call++)
        {
            (await Enter(gate, priority)).Dispose();
        }
    }

    private static async Task<SpotifyFailure> RefusalAsync(Task<GateLease> call) =>
        (await Assert.ThrowsAsync<SpotifyException>(() => call)).Failure;
}
