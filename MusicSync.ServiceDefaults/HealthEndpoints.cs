using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using MusicSync.ServiceDefaults.Access;

namespace MusicSync.ServiceDefaults;

/// <summary>
/// Readiness (every check) and liveness (only checks tagged <see cref="LiveTag"/>). Anybody gets the word and its HTTP code;
/// what is wrong is told to those who may call the service.
/// </summary>
public static class HealthEndpoints
{
    /// <summary>Path of the readiness probe.</summary>
    public const string Ready = "/health";

    /// <summary>Path of the liveness probe.</summary>
    public const string Alive = "/alive";

    /// <summary>Tag of a check that decides whether the process should be restarted.</summary>
    public const string LiveTag = "live";

    /// <summary>The health in one word, for a page; null when it is not known in time.</summary>
    /// <param name="context">The call.</param>
    /// <param name="patience">How long to wait for it.</param>
    public static async Task<string?> WordAsync(HttpContext context, TimeSpan patience)
    {
        var report = context.RequestServices.GetRequiredService<HealthReports>().GetAsync(context.RequestAborted);
        return await Task.WhenAny(report, Task.Delay(patience, context.RequestAborted)) == report ? Name((await report).Status) : null;
    }

    internal static void AddHealth(this IServiceCollection services)
    {
        services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), [LiveTag]);
        services.AddOptionsWithValidateOnStart<HealthOptions, HealthOptionsValidator>().BindConfiguration(HealthOptions.SectionName);
        // The machine's own clock: how long an answer is shared has nothing to do with the time that a service lives in.
        services.AddSingleton(provider => new HealthReports(
            provider.GetRequiredService<HealthCheckService>(),
            provider.GetRequiredService<IOptions<HealthOptions>>(),
            TimeProvider.System));
    }

    internal static void MapHealthEndpoints(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods(Ready, [HttpMethods.Get, HttpMethods.Head], ReadyAsync).WithName("getHealth").AllowAnonymous();
        endpoints.MapHealthChecks(Alive, new HealthCheckOptions
        {
            Predicate = check => check.Tags.Contains(LiveTag),
            ResponseWriter = (context, report) => context.Response.WriteAsJsonAsync(new { status = Name(report.Status) }),
        }).AllowAnonymous();
    }

    // {"status": "unhealthy", "checks": {"temporal": {"status": "unhealthy", "detail": "…"}}}
    private static async Task<IResult> ReadyAsync(HttpContext context, HealthReports reports)
    {
        var report = await reports.GetAsync(context.RequestAborted);
        var code = report.Status is HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
        context.Response.Headers.CacheControl = "no-store";
        var status = Name(report.Status);
        return context.RequestServices.GetService<KnownCallers>()?.Includes(context) is true
            ? TypedResults.Json(new { status, checks = report.Entries.ToDictionary(entry => entry.Key, entry => Detail(entry.Value)) }, statusCode: code)
            : TypedResults.Json(new { status }, statusCode: code);
    }

    private static object Detail(HealthReportEntry entry) => new { status = Name(entry.Status), detail = entry.Description };

    private static string Name(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "healthy",
        HealthStatus.Degraded => "degraded",
        _ => "unhealthy",
    };
}
