using System.Diagnostics;

namespace MusicSync.Worker;

/// <summary>
/// One of thousands of steps that are all alike. While it runs it is not recorded, and so is nothing below it, in this
/// process or another; at the end it is recorded after all when it was slow or failed. A list of 10,000 songs would otherwise
/// be a trace of 60,000 spans.
/// </summary>
internal sealed class DeferredSpan : IDisposable
{
    // Far above a search or a page under load; a song held up by a rate limit shows.
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(5);

    private readonly Activity? _span;
    private readonly bool _isQuieted;
    private bool _failed;

    private DeferredSpan(Activity? span, bool isQuiet)
    {
        _span = span;
        _isQuieted = isQuiet && span is { Recorded: true };
        if (_isQuieted)
        {
            span!.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
    }

    /// <summary>Starts a step; without <paramref name="isQuiet"/> it is a span like any other.</summary>
    public static DeferredSpan Start(string name, bool isQuiet) => new(WorkerSpans.Start(name), isQuiet);

    public void SetTag(string key, object? value) => _span?.SetTag(key, value);

    /// <summary>The step failed: it will be recorded.</summary>
    public void Fail(string kind)
    {
        _failed = true;
        _span?.SetStatus(ActivityStatusCode.Error, kind);
    }

    public void Dispose()
    {
        if (_span is null)
        {
            return;
        }

        // Exporters look at the flag when the span stops, so its length has to be known before.
        _span.SetEndTime(DateTime.UtcNow);
        if (_isQuieted && (_failed || _span.Duration > Slow))
        {
            _span.ActivityTraceFlags |= ActivityTraceFlags.Recorded;
        }

        _span.Dispose();
    }
}
