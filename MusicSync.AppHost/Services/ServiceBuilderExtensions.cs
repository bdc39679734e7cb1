namespace MusicSync.AppHost.Services;

/// <summary>Adds a MusicSync process.</summary>
internal static class ServiceBuilderExtensions
{
    /// <summary>
    /// Its launch profile is left out. That is for a service started alone: its fixed ports would collide between two
    /// checkouts, and an address it names comes before the one a reference gives
    /// (<c>services__mcp-host__http__0</c> before <c>…__1</c>).
    /// </summary>
    public static IResourceBuilder<ProjectResource> AddService<TProject>(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, string healthPath)
        where TProject : IProjectMetadata, new()
    {
        var service = builder.AddProject<TProject>(name, launchProfileName: null)
            .WithHttpEndpoint()
            .WithHttpHealthCheck(healthPath);
        return builder.ExecutionContext.IsRunMode
            ? service.WithEnvironment("ASPNETCORE_ENVIRONMENT", builder.Environment.EnvironmentName)
            : service;
    }
}
