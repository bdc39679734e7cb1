using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using MusicSync.EndToEnd.Tests.Support;

namespace MusicSync.EndToEnd.Tests.Telemetry;

/// <summary>A collector for spans and metrics of other processes, by OTLP over HTTP.</summary>
internal sealed class OtlpCollector : IAsyncDisposable
{
    private readonly ConcurrentQueue<CollectedSpan> _spans = new();
    private readonly ConcurrentQueue<CollectedPoint> _points = new();
    private readonly ConcurrentQueue<byte[]> _payloads = new();
    private readonly WebApplication _app;

    private OtlpCollector(WebApplication app) => _app = app;

    public IReadOnlyList<CollectedSpan> Spans => [.. _spans];

    /// <summary>Every exported value, also those that a later export told anew.</summary>
    public IReadOnlyList<CollectedPoint> Points => [.. _points];

    /// <summary>Everything that was sent here, traces, metrics and logs, as it was sent.</summary>
    public IReadOnlyList<byte[]> Payloads => [.. _payloads];

    /// <summary>Whether this text stood anywhere in it.</summary>
    public bool Holds(string text) => _payloads.Any(payload => payload.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0);

    /// <summary>Waits for it: telemetry is sent a moment after it was written.</summary>
    public Task UntilItHoldsAsync(string text) => Eventually.TrueAsync(() => Task.FromResult(Holds(text)));

    /// <summary>What a service needs to send its telemetry here, soon.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _app.Urls.Single(),
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
    };

    public static async Task<OtlpCollector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var collector = new OtlpCollector(app);
        app.MapPost("/v1/traces", request => collector.TakeAsync(request, OtlpTraces.Read, collector._spans));
        app.MapPost("/v1/metrics", request => collector.TakeAsync(request, OtlpMetrics.Read, collector._points));
        app.MapPost("/v1/{signal}", async request => await collector.KeepAsync(request));
        await app.StartAsync();
        return collector;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync<T>(HttpContext context, Func<byte[], IEnumerable<T>> read, ConcurrentQueue<T> collected)
    {
        foreach (var item in read(await KeepAsync(context)))
        {
            collected.Enqueue(item);
        }
    }

    private async Task<byte[]> KeepAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var payload = body.ToArray();
        _payloads.Enqueue(payload);
        return payload;
    }
}
