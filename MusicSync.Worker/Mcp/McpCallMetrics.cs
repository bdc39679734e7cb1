using System.Diagnostics.Metrics;
using MusicSync.ServiceDefaults;

namespace MusicSync.Worker.Mcp;

/// <summary>Measures the calls of MCP tools and shows what keeps them from being sent.</summary>
internal sealed class McpCallMetrics
{
    private const string Ok = "ok";
    private readonly McpCircuits _circuits;
    private readonly Histogram<double> _duration;

    public McpCallMetrics(IMeterFactory meters, McpCircuits circuits)
    {
        _circuits = circuits;
        var meter = meters.Create(TelemetrySources.MusicSync);
        _duration = meter.CreateHistogram(
            "musicsync.mcp.call.duration",
            "s",
            "Time from the call of a tool to its outcome.",
            advice: new InstrumentAdvice<double>
            {
                // From a remembered answer to the deadline of a first read.
                HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 30],
            });
        meter.CreateObservableGauge("musicsync.mcp.circuit.state", States, "{state}", "0 closed, 1 half-open, 2 open.");
    }

    /// <summary>A call has ended: <c>ok</c>, or the kind of its failure.</summary>
    public void Called(McpTool tool, TimeSpan took, string? failure) => _duration.Record(
        took.TotalSeconds,
        new KeyValuePair<string, object?>("server", tool.Server),
        new KeyValuePair<string, object?>("tool", tool.Name),
        new KeyValuePair<string, object?>("outcome", failure ?? Ok));

    private IEnumerable<Measurement<int>> States() => _circuits.All.Select(circuit => new Measurement<int>(
        (int)circuit.Value.State, new KeyValuePair<string, object?>("server", circuit.Key)));
}
