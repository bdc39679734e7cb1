using Microsoft.AspNetCore.Http;
using MusicSync.McpHost.Tests.Support;

namespace MusicSync.McpHost.Tests.Http;

public sealed class CancellationTests
{
    private const string Id = "6rqhFgbbKwnb9MLmUQDhG6";
    private static readonly string[] Rows = [Id];

    [Fact]
    public async Task CallerOfARead_GoingAway_EndsTheCallToSpotify()
    {
        var arrived = new TaskCompletionSource();
        var aborted = new TaskCompletionSource();
        await using var bench = await StartAsync(async context =>
        {
            context.RequestAborted.Register(aborted.SetResult);
            arrived.SetResult();
            await aborted.Task;
        });
        using var caller = new CancellationTokenSource();

        var call = bench.Client.CallUntilAsync("get_playlist_items", new { playlistId = Id }, null, caller.Token);
        await arrived.Task.WaitAsync(TestContext.Current.CancellationToken);
        await caller.CancelAsync();

        await aborted.Task.WaitAsync(TestContext.Current.CancellationToken);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task CallerOfAWriteInFlight_GoingAway_ChangesNothing()
    {
        var arrived = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        var outcome = new TaskCompletionSource<bool>();
        await using var bench = await StartAsync(async context =>
        {
            arrived.SetResult();
            await release.Task;
            outcome.SetResult(context.RequestAborted.IsCancellationRequested);
            await ScriptedBench.JsonAsync(context, 201, """{"snapshot_id":"abc"}""");
        });
        using var caller = new CancellationTokenSource();

        var call = bench.Client.CallUntilAsync("add_to_playlist", new { playlistId = Id, uris = Rows }, null, caller.Token);
        await arrived.Task.WaitAsync(TestContext.Current.CancellationToken);
        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);

        // A call that the host answers after the cancellation proves that this had time to arrive.
        await bench.Client.CallAsync("get_user_profile", new { });
        release.SetResult();

        Assert.False(await outcome.Task.WaitAsync(TestContext.Current.CancellationToken));
    }

    private static Task<ScriptedBench> StartAsync(RequestDelegate playlistCall) => ScriptedBench.StartAsync(
        context => context.Request.Path == "/v1/me"
            ? ScriptedBench.JsonAsync(context, 200, """{"id":"somebody"}""")
            : playlistCall(context));
}
