using MusicSync.AppHost.Running;

namespace MusicSync.AppHost.Services;

/// <summary>Adds a MusicSync process.</summary>
internal static class ServiceBuilderExtensions
{
    private const string LivePath = "/alive";

    /// <summary>The worker's page, on which people drop a list and watch it.</summary>
    private const string HomePath = "/";

    // The dashboard ends before the services; with the default of 10 s each would wait as long for it.
    private const string ExportPatienceMs = "1000";

    /// <summary>
    /// Its launch profile is left out. That is for a service started alone: its fixed ports would collide between two
    /// checkouts, and an address it names comes before the one a reference gives
    /// (<c>services__mcp-host__http__0</c> before <c>…__1</c>).
    /// </summary>
    public static IResourceBuilder<ProjectResource> AddService<TProject>(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, string healthPath)
        where TProject : IProjectMetadata, new()
    {
        // Aspire's proxy would hold calls to a dead service instead of refusing them.
        var service = builder.AddProject<TProject>(name, launchProfileName: null)
            .WithHttpEndpoint(isProxied: builder.ExecutionContext.IsPublishMode)
            .WithReplicas(1);
        return builder.ExecutionContext.IsRunMode ? service.WhenRun(healthPath) : service.WithProbes(healthPath);
    }

    /// <summary>Names the worker's link, and prints it once the worker is ready.</summary>
    public static IResourceBuilder<ProjectResource> WithHomePage(this IResourceBuilder<ProjectResource> worker) => worker
        .WithUrlForEndpoint("http", url => (url.Url, url.DisplayText) = (HomePath, "MusicSync"))
        .OnResourceReady((service, ready, _) =>
        {
            RunLog.Ready(RunLog.For(ready.Services, RunLog.Category), service.GetEndpoint("http").Url + HomePath);
            return Task.CompletedTask;
        });

    /// <summary>Shows beside the page where LLM clients connect, in the dashboard and to <c>aspire mcp</c>.</summary>
    public static IResourceBuilder<ProjectResource> WithMcpTools(this IResourceBuilder<ProjectResource> worker)
    {
#pragma warning disable ASPIREMCP001 // The only way to let the Aspire CLI call the tools; goes when the API is stable.
        worker.WithMcpServer("/mcp", endpointName: "http");
#pragma warning restore ASPIREMCP001
        return worker.WithUrlForEndpoint("http", endpoint => new ResourceUrlAnnotation { Url = "/mcp", DisplayText = "MCP endpoint", Endpoint = endpoint });
    }

    private static IResourceBuilder<ProjectResource> WhenRun(this IResourceBuilder<ProjectResource> service, string healthPath)
    {
#pragma warning disable ASPIRECERTIFICATES001 // Nothing here speaks TLS when run; a machine without a trusted certificate would show an error.
        return service
            .WithoutHttpsCertificate()
            .WithHttpHealthCheck(healthPath)
            .WithRestart()
            .WithEnvironment("ASPNETCORE_ENVIRONMENT", service.ApplicationBuilder.Environment.EnvironmentName)
            .WithEnvironment("OTEL_EXPORTER_OTLP_TIMEOUT", ExportPatienceMs)
            // A defence against code written into a process, and dear while it compiles: not where everything is on loopback.
            .WithEnvironment("DOTNET_EnableWriteXorExecute", "0")
            // Aspire sets always_on, which would bring back the thousands of alike steps that the services leave out.
            .WithEnvironment("OTEL_TRACES_SAMPLER", "parentbased_always_on");
#pragma warning restore ASPIRECERTIFICATES001
    }

    // Health checks are for the dashboard only; a platform asks what is declared as a probe. A worker that has lost
    // Temporal is not ready, and starting it again would not help.
    private static IResourceBuilder<ProjectResource> WithProbes(
        this IResourceBuilder<ProjectResource> service, string healthPath)
    {
#pragma warning disable ASPIREPROBES001 // The only way to a probe of the platform; goes when the API is stable.
        return service
            .WithHttpProbe(ProbeType.Readiness, healthPath, periodSeconds: 10, timeoutSeconds: 5)
            .WithHttpProbe(ProbeType.Liveness, LivePath, periodSeconds: 10, timeoutSeconds: 5);
#pragma warning restore ASPIREPROBES001
    }
}
