using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Context.Propagation;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace MusicSync.ServiceDefaults;

/// <summary>Logs, metrics and traces over OTLP, switched on by <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>.</summary>
internal static class Telemetry
{
    private const string OtlpEndpointKey = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static void AddTelemetry<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        // HTTP clients use the current one, ASP.NET Core the registered one.
        DistributedContextPropagator.Current = NoBaggagePropagator.Instance;
        builder.Services.AddSingleton<DistributedContextPropagator>(NoBaggagePropagator.Instance);
        Sdk.SetDefaultTextMapPropagator(new TraceContextPropagator());
        // Writes addresses with their query; that of a sign-in's callback is a code.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);
        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.IncludeFormattedMessage = true;
            logging.IncludeScopes = true;
        });

        var telemetry = builder.Services.AddOpenTelemetry().WithMetrics(AddMeters).WithTracing(AddSources);
        if (!string.IsNullOrWhiteSpace(builder.Configuration[OtlpEndpointKey]))
        {
            telemetry.UseOtlpExporter();
        }
    }

    private static void AddMeters(MeterProviderBuilder metrics) => metrics
        .AddAspNetCoreInstrumentation()
        .AddHttpClientInstrumentation()
        .AddRuntimeInstrumentation()
        .AddMeter(TelemetrySources.MusicSync)
        .AddMeter(TelemetrySources.ModelContextProtocol);

    private static void AddSources(TracerProviderBuilder tracing) => tracing
        .AddAspNetCoreInstrumentation(options => options.Filter = IsNotAProbe)
        .AddHttpClientInstrumentation()
        .AddSource(TelemetrySources.MusicSync)
        .AddSource(TelemetrySources.Temporal)
        .AddSource(TelemetrySources.ModelContextProtocol);

    // A probe every few seconds would bury the traces people look for.
    private static bool IsNotAProbe(HttpContext context) =>
        !context.Request.Path.StartsWithSegments(HealthEndpoints.Ready)
        && !context.Request.Path.StartsWithSegments(HealthEndpoints.Alive);
}

/// <summary>Names of the activity sources and meters that MusicSync exports, each exactly, never a wildcard.</summary>
public static class TelemetrySources
{
    /// <summary>Our own spans and measurements.</summary>
    public const string MusicSync = "MusicSync";

    /// <summary>Spans of Temporal clients, workflows and activities, written by the worker's interceptor.</summary>
    public const string Temporal = "MusicSync.Temporal";

    /// <summary>The MCP SDK's source and meter; the prefix is the SDK's and may go when its conventions settle.</summary>
    public const string ModelContextProtocol = "Experimental.ModelContextProtocol";
}
