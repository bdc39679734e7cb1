using MusicSync.Worker.Temporal;
using Temporalio.Activities;
using Temporalio.Testing;

namespace MusicSync.Worker.Tests.Temporal;

public sealed class HeartbeatLoopTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task ShortHeartbeatTimeout_IsMet()
    {
        var beat = new TaskCompletionSource<object?>();
        var environment = new ActivityEnvironment
        {
            Info = ActivityEnvironment.DefaultInfo with { HeartbeatTimeout = Timeout },
            Heartbeater = details => beat.TrySetResult(details.Single()),
        };

        var details = await environment.RunAsync(async () =>
        {
            await using var loop = HeartbeatLoop.Start(ActivityExecutionContext.Current, () => "newest");
            return await beat.Task.WaitAsync(Timeout, TestContext.Current.CancellationToken);
        });

        Assert.Equal("newest", details);
    }
}
