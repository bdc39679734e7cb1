using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MusicSync.AppHost.Temporal;

/// <summary>Adds Temporal: a dev server when run, a connection to an existing cluster when published.</summary>
internal static class TemporalBuilderExtensions
{
    /// <summary>What runs the dev server: <c>container</c> (default) or <c>process</c>.</summary>
    private const string ModeKey = "Temporal:Mode";

    /// <summary>The Temporal CLI for <c>process</c>: a name on PATH (default <c>temporal</c>) or a path.</summary>
    private const string CliKey = "Temporal:Cli";

    private const string CliHelp = "https://docs.temporal.io/cli";

    public static IResourceBuilder<IResourceWithConnectionString> AddTemporal(
        this IDistributedApplicationBuilder builder, [ResourceName] string name) => builder.ExecutionContext.IsPublishMode
        ? builder.AddTemporalCluster(name)
        : builder.Configuration[ModeKey] switch
        {
            null or "" or "container" => builder.AddTemporalContainer(name),
            "process" => builder.AddTemporalProcess(name, builder.Configuration[CliKey] is { Length: > 0 } cli ? cli : "temporal"),
            var other => throw new DistributedApplicationException(
                $"{ModeKey} is '{other}'; set it to 'container' (needs a container engine) or 'process' (needs the Temporal CLI, {CliHelp})."),
        };

    private static IResourceBuilder<TemporalContainerResource> AddTemporalContainer(
        this IDistributedApplicationBuilder builder, string name)
    {
        var server = builder.AddResource(new TemporalContainerResource(name));
        return server
            .WithImage(TemporalImage.Image, TemporalImage.Tag)
            .WithImageRegistry(TemporalImage.Registry)
            .WithVolume(VolumeNameGenerator.Generate(server, "data"), TemporalImage.DataFolder)
            .WithEndpoint(targetPort: 7233, scheme: "tcp", name: ITemporalResource.GrpcEndpoint)
            .WithHttpEndpoint(targetPort: 8233, name: ITemporalResource.UiEndpoint)
            .WithDevServerArgs(ip: "0.0.0.0", database: $"{TemporalImage.DataFolder}/temporal.db")
            .WithTemporalBehavior()
            .WithRetention();
    }

    private static IResourceBuilder<TemporalProcessResource> AddTemporalProcess(
        this IDistributedApplicationBuilder builder, string name, string cli)
    {
        var folder = Path.GetFullPath(Path.Combine(builder.AppHostDirectory, "..", "artifacts", "temporal"));
        return builder.AddResource(new TemporalProcessResource(name, cli, builder.AppHostDirectory))
            .WithRequiredCommand(cli, CliHelp)
            .WithEndpoint(scheme: "tcp", name: ITemporalResource.GrpcEndpoint)
            .WithHttpEndpoint(name: ITemporalResource.UiEndpoint)
            .WithDevServerArgs(ip: "127.0.0.1", database: Path.Combine(folder, "temporal.db"))
            .OnBeforeResourceStarted((_, _, _) => Task.FromResult(Directory.CreateDirectory(folder)))
            .WithTemporalBehavior()
            .WithRetention();
    }

    private static IResourceBuilder<T> WithTemporalBehavior<T>(this IResourceBuilder<T> server)
        where T : ITemporalResource
    {
        var healthCheck = $"{server.Resource.Name}_grpc";
        server.ApplicationBuilder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
            healthCheck, _ => new TemporalHealthCheck(server.Resource), failureStatus: null, tags: null));

        return server
            .WithHealthCheck(healthCheck)
            .WithIconName("ArrowSyncCircle")
            .WithUrlForEndpoint(ITemporalResource.UiEndpoint, url => url.DisplayText = "Temporal UI")
            .WithUrlForEndpoint(
                ITemporalResource.GrpcEndpoint, url => url.DisplayLocation = UrlDisplayLocation.DetailsOnly);
    }

    // Temporal Cloud or an own cluster; TEMPORAL_NAMESPACE and TEMPORAL_API_KEY reach the worker beside the address.
    private static IResourceBuilder<IResourceWithConnectionString> AddTemporalCluster(
        this IDistributedApplicationBuilder builder, string name)
    {
        var cluster = builder.AddParameter($"{name}-namespace")
            .WithDescription("Temporal namespace, for Temporal Cloud `<name>.<account>`.", enableMarkdown: true);
        var apiKey = builder.AddParameter($"{name}-api-key", secret: true)
            .WithDescription("API key of that namespace.");
        return builder.AddConnectionString(name)
            .WithConnectionProperty("Namespace", ReferenceExpression.Create($"{cluster}"))
            .WithConnectionProperty("Api_Key", ReferenceExpression.Create($"{apiKey}"));
    }
}
