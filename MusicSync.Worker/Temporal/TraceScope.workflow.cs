using System.Diagnostics;

namespace MusicSync.Worker.Temporal;

/// <summary>
/// Whose trace the activities scheduled now belong to. A writer serves many syncs, so its own trace context is not the right
/// parent for the steps of a ticket.
/// </summary>
internal static class TraceScope
{
    private static readonly AsyncLocal<ActivityContext?> Parent = new();

    public static ActivityContext? Current => Parent.Value;

    /// <summary>Uses a context until disposed; null leaves things as they are.</summary>
    public static IDisposable Use(ActivityContext? context)
    {
        var before = Parent.Value;
        Parent.Value = context ?? before;
        return new Restore(before);
    }

    /// <summary>Uses the context of a W3C <c>traceparent</c>.</summary>
    public static IDisposable Use(string? traceParent) => Use(
        ActivityContext.TryParse(traceParent, traceState: null, isRemote: true, out var context) ? context : null);

    private sealed class Restore(ActivityContext? before) : IDisposable
    {
        public void Dispose() => Parent.Value = before;
    }
}
