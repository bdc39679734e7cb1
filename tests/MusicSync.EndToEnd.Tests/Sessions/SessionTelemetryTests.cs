using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using MusicSync.EndToEnd.Tests.Durability;
using MusicSync.EndToEnd.Tests.Fixtures;
using MusicSync.SessionWorker;
using MusicSync.Worker.Mcp;

namespace MusicSync.EndToEnd.Tests.Sessions;

/// <summary>What a worker tells of its sessions: in the health document, and as metrics.</summary>
public sealed class SessionTelemetryTests(LoneTemporal temporal) : IClassFixture<LoneTemporal>
{
    [Fact(Timeout = Chaos.Hung)]
    public async Task OpenAndLostSessions_AreInHealth_AndMeasured()
    {
        await using var bench = await SessionBench.StartAsync(temporal);
        var worker = await bench.WorkAsync();
        using var measured = new Measured(worker);
        var run = await bench.StartAsync(SessionBench.SetLocation, SessionBench.Pause, SessionBench.GetWeather);
        await SessionBench.ReachedAsync(run, 1);

        Assert.Equal("""{"open":1,"reinitialised":{}}""", await HealthAsync(worker));
        Assert.Equal(["musicsync.mcp.sessions.open 1 server=state"], measured.Take());

        bench.Server.Forget();
        await run.SignalAsync(workflow => workflow.GoAsync());
        await run.GetResultAsync();

        Assert.Equal("""{"open":0,"reinitialised":{"forgotten":1}}""", await HealthAsync(worker));
        Assert.Equal(
            ["musicsync.mcp.sessions.reinitialised 1 server=state cause=forgotten", "musicsync.mcp.sessions.open 0 server=state"],
            measured.Take());
    }

    private static async Task<string> HealthAsync(WebApplication worker)
    {
        using var http = new HttpClient();
        using var response = await http.GetAsync(new Uri(worker.Urls.Single() + McpHealthEndpoints.Path), TestContext.Current.CancellationToken);
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return document.RootElement.GetProperty("servers").GetProperty(SessionWorkerApplication.Server).GetProperty("sessions").GetRawText();
    }

    /// <summary>What one worker measures of its sessions; other workers of this process have other meters.</summary>
    private sealed class Measured : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly ConcurrentQueue<string> _values = new();

        public Measured(WebApplication worker)
        {
            var meters = worker.Services.GetRequiredService<IMeterFactory>();
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Scope == meters && instrument.Name.StartsWith("musicsync.mcp.sessions.", StringComparison.Ordinal))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
            _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
            _listener.Start();
        }

        /// <summary>What was measured since the last look.</summary>
        public List<string> Take()
        {
            _listener.RecordObservableInstruments();
            List<string> taken = [];
            while (_values.TryDequeue(out var value))
            {
                taken.Add(value);
            }

            return taken;
        }

        public void Dispose() => _listener.Dispose();

        private void Add(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var told = new List<string> { instrument.Name, value.ToString(System.Globalization.CultureInfo.InvariantCulture) };
            foreach (var (name, text) in tags)
            {
                told.Add($"{name}={text}");
            }

            _values.Enqueue(string.Join(' ', told));
        }
    }
}
