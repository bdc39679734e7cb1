namespace MusicSync.AppHost.Services;

/// <summary>Adds a MusicSync process.</summary>
internal static class ServiceBuilderExtensions
{
    private const string LivePath = "/alive";

    /// <summary>
    /// Its launch profile is left out. That is for a service started alone: its fixed ports would collide between two
    /// checkouts, and an address it names comes before the one a reference gives
    /// (<c>services__mcp-host__http__0</c> before <c>…__1</c>).
    /// </summary>
    public static IResourceBuilder<ProjectResource> AddService<TProject>(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, string healthPath)
        where TProject : IProjectMetadata, new()
    {
        var service = builder.AddProject<TProject>(name, launchProfileName: null).WithHttpEndpoint().WithReplicas(1);
        return builder.ExecutionContext.IsRunMode
            ? service
                .WithHttpHealthCheck(healthPath)
                .WithEnvironment("ASPNETCORE_ENVIRONMENT", builder.Environment.EnvironmentName)
            : service.WithProbes(healthPath);
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
