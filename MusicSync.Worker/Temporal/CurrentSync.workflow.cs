using System.Diagnostics;
using Temporalio.Api.Common.V1;
using Temporalio.Converters;

namespace MusicSync.Worker.Temporal;

/// <summary>
/// Which sync, and whose trace, the activities scheduled now are for. The writer of a playlist serves many syncs, so neither
/// its own id nor its own trace is the right one for the steps of a ticket; for any other workflow they are. The id travels
/// in a Temporal header, so that the activities' log lines say it.
/// </summary>
internal static class CurrentSync
{
    private const string Key = "musicsync-sync";
    private static readonly AsyncLocal<string?> Served = new();
    private static readonly AsyncLocal<ActivityContext?> Parent = new();

    public static string? WorkflowId => Served.Value;

    public static ActivityContext? Trace => Parent.Value;

    /// <summary>Serves that sync's workflow until disposed.</summary>
    public static IDisposable Use(string workflowId) => new Change<string?>(Served, workflowId);

    /// <summary>Uses a trace until disposed; null leaves things as they are.</summary>
    public static IDisposable UseTrace(ActivityContext? context) => new Change<ActivityContext?>(Parent, context ?? Parent.Value);

    /// <summary>Uses the trace of a W3C <c>traceparent</c>.</summary>
    public static IDisposable UseTrace(string? traceParent) => UseTrace(
        ActivityContext.TryParse(traceParent, traceState: null, isRemote: true, out var context) ? context : null);

    public static IDictionary<string, Payload> Write(IDictionary<string, Payload>? headers, string workflowId) =>
        new Dictionary<string, Payload>(headers ?? new Dictionary<string, Payload>())
        {
            [Key] = DataConverter.Default.PayloadConverter.ToPayload(workflowId),
        };

    public static string? Read(IReadOnlyDictionary<string, Payload>? headers) =>
        headers is not null && headers.TryGetValue(Key, out var payload)
            ? DataConverter.Default.PayloadConverter.ToValue<string>(payload)
            : null;

    private sealed class Change<T> : IDisposable
    {
        private readonly AsyncLocal<T> _value;
        private readonly T? _before;

        public Change(AsyncLocal<T> value, T now)
        {
            (_value, _before) = (value, value.Value);
            value.Value = now;
        }

        public void Dispose() => _value.Value = _before!;
    }
}
