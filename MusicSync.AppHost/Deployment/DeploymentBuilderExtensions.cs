namespace MusicSync.AppHost.Deployment;

/// <summary>What a service needs where it does not run on the developer's machine.</summary>
internal static class DeploymentBuilderExtensions
{
    /// <summary>The one folder that the user of the services' images owns; a fresh volume there is that user's too.</summary>
    private const string DataFolder = "/home/app";

    public static IResourceBuilder<ProjectResource> DeployTo(
        this IResourceBuilder<ProjectResource> service, DeploymentTarget target, int mostReplicas)
    {
        target.Configure(service, mostReplicas);
        return service;
    }

    /// <summary>Keeps the service's data over its containers. When run, the data directory is the user's own.</summary>
    public static IResourceBuilder<ProjectResource> WithDataVolume(
        this IResourceBuilder<ProjectResource> service, string name) => service.ApplicationBuilder.ExecutionContext.IsRunMode
        ? service
        : service
            // WithVolume is for containers only; publishers read the annotation of any resource.
            .WithAnnotation(new ContainerMountAnnotation(name, DataFolder, ContainerMountType.Volume, isReadOnly: false))
            .WithEnvironment("MusicSync__DataDirectory", DataFolder);
}
