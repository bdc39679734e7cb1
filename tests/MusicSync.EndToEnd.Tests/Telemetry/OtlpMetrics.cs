using static MusicSync.EndToEnd.Tests.Telemetry.OtlpMessage;

namespace MusicSync.EndToEnd.Tests.Telemetry;

/// <summary>
/// Reads the few members of an OTLP metrics export that tests look at, by their field numbers in
/// opentelemetry/proto/metrics/v1/metrics.proto.
/// </summary>
internal static class OtlpMetrics
{
    // message Metric { string name = 1; string unit = 3; Gauge gauge = 5; Sum sum = 7; Histogram histogram = 9; … }
    private const int Gauge = 5;
    private const int Sum = 7;
    private const int Histogram = 9;

    public static IEnumerable<CollectedPoint> Read(byte[] export) =>
        Messages(export, field: 1).SelectMany(ReadResource);

    // message ResourceMetrics { Resource resource = 1; repeated ScopeMetrics scope_metrics = 2; }
    private static IEnumerable<CollectedPoint> ReadResource(byte[] resourceMetrics)
    {
        var service = Service(resourceMetrics);
        return Messages(resourceMetrics, field: 2)
            .SelectMany(scope => Messages(scope, field: 2))
            .SelectMany(metric => ReadMetric(service, metric));
    }

    private static IEnumerable<CollectedPoint> ReadMetric(string service, byte[] metric)
    {
        var (name, unit) = (Text(metric, field: 1), Text(metric, field: 3));

        // message NumberDataPoint { sfixed64 as_int = 6; repeated KeyValue attributes = 7; … }
        var numbers = Points(metric, Gauge).Concat(Points(metric, Sum))
            .Select(point => new CollectedPoint(service, name, unit, Tags(point, field: 7), Fixed(point, field: 6)));

        // message HistogramDataPoint { fixed64 count = 4; repeated KeyValue attributes = 9; … }
        var distributions = Points(metric, Histogram)
            .Select(point => new CollectedPoint(service, name, unit, Tags(point, field: 9), Fixed(point, field: 4)));
        return numbers.Concat(distributions);
    }

    private static IEnumerable<byte[]> Points(byte[] metric, int kind) =>
        Messages(metric, kind).SelectMany(data => Messages(data, field: 1));

    private static string Tags(byte[] point, int field) => string.Join(
        ',', Messages(point, field).Select(Attribute).OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => $"{tag.Key}={tag.Value}"));
}

/// <summary>One exported value as far as tests look at it: a whole number, how many values a distribution holds, or null.</summary>
internal sealed record CollectedPoint(string Service, string Metric, string Unit, string Tags, long? Value);
