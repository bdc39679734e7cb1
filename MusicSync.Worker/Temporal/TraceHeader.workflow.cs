using System.Diagnostics;
using Temporalio.Api.Common.V1;
using Temporalio.Converters;

namespace MusicSync.Worker.Temporal;

/// <summary>
/// Carries a W3C trace context in Temporal headers, under the key and in the form of Temporal's own tracing interceptors
/// (a JSON object), so that workers in other languages continue the same trace.
/// </summary>
internal static class TraceHeader
{
    public const string Key = "_tracer-data";
    private const string TraceParent = "traceparent";
    private const string TraceState = "tracestate";

    public static ActivityContext? Read(IReadOnlyDictionary<string, Payload>? headers)
    {
        if (headers is null || !headers.TryGetValue(Key, out var payload))
        {
            return null;
        }

        var carrier = DataConverter.Default.PayloadConverter.ToValue<Dictionary<string, string>>(payload);
        return ActivityContext.TryParse(
            carrier.GetValueOrDefault(TraceParent), carrier.GetValueOrDefault(TraceState), isRemote: true, out var context)
            ? context
            : null;
    }

    /// <summary>The headers with this context; the same headers when there is none to carry.</summary>
    public static IDictionary<string, Payload>? Write(IDictionary<string, Payload>? headers, ActivityContext? context)
    {
        if (context is not { } carried || carried.TraceId == default)
        {
            return headers;
        }

        var carrier = new Dictionary<string, string> { [TraceParent] = Format(carried) };
        if (!string.IsNullOrEmpty(carried.TraceState))
        {
            carrier[TraceState] = carried.TraceState;
        }

        return new Dictionary<string, Payload>(headers ?? new Dictionary<string, Payload>())
        {
            [Key] = DataConverter.Default.PayloadConverter.ToPayload(carrier),
        };
    }

    /// <summary>The W3C <c>traceparent</c> in these headers, or null.</summary>
    public static string? ParentIn(IReadOnlyDictionary<string, Payload>? headers) => Read(headers) is { } context ? Format(context) : null;

    // version-traceid-spanid-flags, https://www.w3.org/TR/trace-context/#traceparent-header
    private static string Format(ActivityContext context) =>
        $"00-{context.TraceId}-{context.SpanId}-{(byte)context.TraceFlags:x2}";
}
