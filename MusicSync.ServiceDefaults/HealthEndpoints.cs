using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MusicSync.ServiceDefaults;

/// <summary>Readiness (every check) and liveness (only checks tagged <see cref="LiveTag"/>).</summary>
public static class HealthEndpoints
{
    /// <summary>Path of the readiness probe.</summary>
    public const string Ready = "/health";

    /// <summary>Path of the liveness probe.</summary>
    public const string Alive = "/alive";

    /// <summary>Tag of a check that decides whether the process should be restarted.</summary>
    public const string LiveTag = "live";

    internal static void AddLiveness(this IServiceCollection services) =>
        services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), [LiveTag]);

    internal static void MapHealthEndpoints(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks(Ready, new HealthCheckOptions { ResponseWriter = WriteAsync }).AllowAnonymous();
        endpoints.MapHealthChecks(Alive, new HealthCheckOptions
        {
            Predicate = check => check.Tags.Contains(LiveTag),
            ResponseWriter = WriteAsync,
        }).AllowAnonymous();
    }

    // {"status": "unhealthy", "checks": {"temporal": {"status": "unhealthy", "detail": "…"}}}
    private static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(new
    {
        status = Name(report.Status),
        checks = report.Entries.ToDictionary(
            entry => entry.Key,
            entry => new { status = Name(entry.Value.Status), detail = entry.Value.Description }),
    });

    private static string Name(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "healthy",
        HealthStatus.Degraded => "degraded",
        _ => "unhealthy",
    };
}
