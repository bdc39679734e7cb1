using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MusicSync.EndToEnd.Tests.Telemetry;

/// <summary>A collector for spans of other processes, by OTLP over HTTP; of the other signals it keeps the bytes.</summary>
internal sealed class OtlpCollector : IAsyncDisposable
{
    private readonly ConcurrentQueue<CollectedSpan> _spans = new();
    private readonly ConcurrentQueue<byte[]> _bodies = new();
    private readonly WebApplication _app;

    private OtlpCollector(WebApplication app) => _app = app;

    public IReadOnlyList<CollectedSpan> Spans => [.. _spans];

    /// <summary>Whether this text stood anywhere in spans, metrics or logs.</summary>
    public bool Holds(string text) => _bodies.Any(body => body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0);

    /// <summary>What a service needs to send its spans here, soon.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _app.Urls.Single(),
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
    };

    public static async Task<OtlpCollector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var collector = new OtlpCollector(app);
        app.MapPost("/v1/traces", collector.TakeAsync);
        app.MapPost("/v1/{signal}", collector.KeepAsync);
        await app.StartAsync();
        return collector;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> TakeAsync(HttpRequest request)
    {
        foreach (var span in OtlpTraces.Read(await ReadAsync(request)))
        {
            _spans.Enqueue(span);
        }

        return Results.Ok();
    }

    private async Task<IResult> KeepAsync(HttpRequest request)
    {
        await ReadAsync(request);
        return Results.Ok();
    }

    private async Task<byte[]> ReadAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        _bodies.Enqueue(body.ToArray());
        return body.ToArray();
    }
}
