using static MusicSync.EndToEnd.Tests.Telemetry.OtlpMessage;

namespace MusicSync.EndToEnd.Tests.Telemetry;

/// <summary>
/// Reads the few members of an OTLP trace export that tests look at, by their field numbers in
/// opentelemetry/proto/trace/v1/trace.proto.
/// </summary>
internal static class OtlpTraces
{
    public static IEnumerable<CollectedSpan> Read(byte[] export) =>
        Messages(export, field: 1).SelectMany(ReadResource);

    // message ResourceSpans { Resource resource = 1; repeated ScopeSpans scope_spans = 2; }
    private static IEnumerable<CollectedSpan> ReadResource(byte[] resourceSpans)
    {
        var service = Service(resourceSpans);
        return Messages(resourceSpans, field: 2).SelectMany(scope => Messages(scope, field: 2)).Select(span => ReadSpan(service, span));
    }

    // message Span { bytes trace_id = 1; bytes span_id = 2; bytes parent_span_id = 4; string name = 5; … }
    private static CollectedSpan ReadSpan(string service, byte[] span) =>
        new(service, Hex(span, field: 1), Hex(span, field: 2), Hex(span, field: 4), Text(span, field: 5));

    private static string Hex(byte[] message, int field) =>
        Messages(message, field).Select(Convert.ToHexStringLower).FirstOrDefault("");
}

/// <summary>A span as far as tests look at it; ids are hexadecimal, no parent is empty.</summary>
internal sealed record CollectedSpan(string Service, string TraceId, string SpanId, string ParentId, string Name);
