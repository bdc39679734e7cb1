using System.Diagnostics.Metrics;
using MusicSync.Worker.Mcp;

namespace MusicSync.Worker.Tests.Mcp;

public sealed class McpCallStatisticsTests
{
    [Fact]
    public async Task Calls_AreMeasuredByOutcomeAndTheCircuitByItsState()
    {
        await using var bench = await McpBench.StartAsync();
        using var listener = new MeterListener();
        var measured = new List<string>();
        Listen(listener, bench.Get<IMeterFactory>(), measured);
        bench.Get<McpCallRecorder>();

        bench.Server.OnCall = ScriptedMcpServer.Fail("rate_limited", 60);
        await bench.FailAsync();
        await bench.OpenCircuitAsync();
        await bench.FailAsync();
        listener.RecordObservableInstruments();

        Assert.Equal(
            [
                "musicsync.mcp.call.duration{server=spotify,tool=search_tracks,outcome=rate_limited}",
                "musicsync.mcp.call.duration{server=spotify,tool=search_tracks,outcome=mcp_unavailable}",
                "musicsync.mcp.call.duration{server=spotify,tool=search_tracks,outcome=mcp_unavailable}",
                "musicsync.mcp.call.duration{server=spotify,tool=search_tracks,outcome=circuit_open}",
                "musicsync.mcp.circuit.state{server=spotify} 2",
            ],
            measured);
    }

    private static void Listen(MeterListener listener, IMeterFactory factory, List<string> measured)
    {
        listener.InstrumentPublished = (instrument, me) =>
        {
            if (instrument.Meter.Scope == factory && instrument.Meter.Name == "MusicSync")
            {
                me.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => measured.Add(Name(instrument, tags)));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => measured.Add($"{Name(instrument, tags)} {value}"));
        listener.Start();
    }

    private static string Name(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        $"{instrument.Name}{{{string.Join(',', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))}}}";
}
