using System.Collections.Concurrent;
using System.Diagnostics;
using MusicSync.McpHost.Tests.Support;

namespace MusicSync.McpHost.Tests;

public sealed class TraceTests
{
    [Fact]
    public async Task CallToSpotify_StandsUnderTheToolInTheCallersTrace()
    {
        var spans = new ConcurrentBag<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);
        await using var bench = await TestBench.StartAsync();
        using var caller = new Activity("caller").Start();

        (await bench.CallAsync("get_user_profile", new { })).Answer();

        var own = spans.Where(span => span.TraceId == caller.TraceId).ToArray();
        var tool = own.Single(span => span is { Kind: ActivityKind.Server, DisplayName: "tools/call get_user_profile" });
        var spotify = own.Single(span => span.Kind is ActivityKind.Client && span.GetTagItem("url.full") is string url && url.EndsWith("/v1/me", StringComparison.Ordinal));
        Assert.Equal(tool.SpanId, spotify.ParentSpanId);
        Assert.Contains(own, span => span.OperationName == "spotify.refresh_token");
    }
}
