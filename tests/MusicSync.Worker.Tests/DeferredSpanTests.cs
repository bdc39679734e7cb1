using System.Diagnostics;
using MusicSync.ServiceDefaults;

namespace MusicSync.Worker.Tests;

/// <summary>Alone in its collection: it listens to the source that other tests write to.</summary>
[Collection(nameof(DeferredSpanTests))]
public sealed class DeferredSpanTests : IDisposable
{
    private readonly ActivitySource _source = new("DeferredSpanTests");
    private readonly List<(string Name, bool Recorded)> _ended = [];
    private readonly ActivityListener _listener;
    private readonly Activity _root;

    public DeferredSpanTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is TelemetrySources.MusicSync or "DeferredSpanTests",
            // As the SDK's parent-based sampler does.
            Sample = (ref ActivityCreationOptions<ActivityContext> options) => options.Parent.TraceFlags.HasFlag(ActivityTraceFlags.Recorded)
                ? ActivitySamplingResult.AllDataAndRecorded
                : ActivitySamplingResult.None,
            ActivityStopped = span =>
            {
                if (span.TraceId == _root!.TraceId)
                {
                    _ended.Add((span.OperationName, span.Recorded));
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
        _root = _source.StartActivity(
            "root", ActivityKind.Internal, new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded))!;
    }

    [Fact]
    public void QuietStep_LeavesNothingInTheTrace()
    {
        using (DeferredSpan.Start("search", isQuiet: true))
        {
            using var below = _source.StartActivity("below");
        }

        Assert.Equal([("search", false)], _ended);
    }

    [Fact]
    public void QuietStepThatFails_IsRecordedAfterAll()
    {
        using (var span = DeferredSpan.Start("search", isQuiet: true))
        {
            span.Fail("rate_limited");
        }

        Assert.Equal([("search", true)], _ended);
    }

    [Fact]
    public void QuietStepThatTakesLong_IsRecordedAfterAll()
    {
        using (DeferredSpan.Start("search", isQuiet: true))
        {
            Activity.Current!.SetStartTime(DateTime.UtcNow.AddSeconds(-6));
        }

        Assert.Equal([("search", true)], _ended);
    }

    [Fact]
    public void StepOfAShortSync_IsASpanLikeAnyOther()
    {
        using (DeferredSpan.Start("search", isQuiet: false))
        {
            using var below = _source.StartActivity("below");
        }

        Assert.Equal([("below", true), ("search", true)], _ended);
    }

    [Fact]
    public void FailedStep_InATraceThatNobodyRecords_StaysOut()
    {
        _root.ActivityTraceFlags = ActivityTraceFlags.None;

        using (var span = DeferredSpan.Start("search", isQuiet: true))
        {
            span.Fail("rate_limited");
        }

        Assert.Empty(_ended);
    }

    public void Dispose()
    {
        _root.Dispose();
        _listener.Dispose();
        _source.Dispose();
    }
}
