using MusicSync.AppHost.Running;
using MusicSync.AppHost.Spotify;

namespace MusicSync.AppHost.Deployment;

/// <summary>What a service needs where it does not run on the developer's machine.</summary>
internal static class DeploymentBuilderExtensions
{
    private const string Variable = "MusicSync__DataDirectory";

    /// <summary>The one folder that the user of the services' images owns; a fresh volume there is that user's too.</summary>
    private const string DataFolder = "/home/app";

    public static IResourceBuilder<ProjectResource> DeployTo(
        this IResourceBuilder<ProjectResource> service, DeploymentTarget target)
    {
        target.Configure(service);
        return service;
    }

    /// <summary>
    /// Keeps the service's data over its containers. When run, that of an account lies in the user's own folder, where a
    /// host started alone finds it too, and that of the simulator in the checkout.
    /// </summary>
    public static IResourceBuilder<ProjectResource> WithDataDirectory(
        this IResourceBuilder<ProjectResource> service, string volume)
    {
        var builder = service.ApplicationBuilder;
        if (builder.ExecutionContext.IsRunMode)
        {
            return SpotifyAccount.IsConfigured(builder.Configuration)
                ? service
                : service.WithEnvironment(Variable, RunFolder.Of(builder).McpHost);
        }

        return service
            // WithVolume wants a compute environment that mounts; this annotation is what every publisher reads.
            .WithAnnotation(new ContainerMountAnnotation(volume, DataFolder, ContainerMountType.Volume, isReadOnly: false))
            .WithEnvironment(Variable, DataFolder);
    }
}
