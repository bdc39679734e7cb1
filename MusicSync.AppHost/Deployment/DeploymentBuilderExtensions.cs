namespace MusicSync.AppHost.Deployment;

/// <summary>What a service needs where it does not run on the developer's machine.</summary>
internal static class DeploymentBuilderExtensions
{
    /// <summary><c>azure</c> (default) or <c>compose</c>. Two at once would have to be told apart on every resource.</summary>
    private const string TargetKey = "Deployment:Target";

    /// <summary>The one folder that the user of the services' images owns; a fresh volume there is that user's too.</summary>
    private const string DataFolder = "/home/app";

    public static DeploymentTarget AddDeploymentTarget(this IDistributedApplicationBuilder builder) =>
        builder.ExecutionContext.IsRunMode
            ? new LocalMachine()
            : builder.Configuration[TargetKey] switch
            {
                null or "" or "azure" => AzureContainerApps.AddTo(builder),
                "compose" => DockerCompose.AddTo(builder),
                var other => throw new DistributedApplicationException(
                    $"{TargetKey} is '{other}'; it must be azure or compose."),
            };

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
