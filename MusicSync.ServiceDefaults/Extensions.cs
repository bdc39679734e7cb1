using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MusicSync.ServiceDefaults;

/// <summary>What every MusicSync service has in common: telemetry, health, service discovery, resilient HTTP.</summary>
public static class Extensions
{
    /// <summary>Adds telemetry, health, service discovery and the HTTP defaults.</summary>
    /// <param name="builder">The builder of the service.</param>
    /// <returns>The same builder.</returns>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.AddTelemetry();
        builder.Services.AddHealth();
        builder.Services.AddServiceDiscovery();
        builder.Services.AddHttpDefaults();
        return builder;
    }

    /// <summary>Maps <c>/health</c> (ready) and <c>/alive</c> (live).</summary>
    /// <param name="app">The application.</param>
    /// <returns>The same application.</returns>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        app.MapHealthEndpoints();
        return app;
    }
}
