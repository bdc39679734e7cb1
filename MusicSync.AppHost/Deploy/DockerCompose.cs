namespace MusicSync.AppHost.Deployment;

/// <summary>A <c>docker-compose.yaml</c> and its <c>.env</c> for a server at home, with the Aspire dashboard beside the services.</summary>
internal sealed record DockerCompose : DeploymentTarget
{
    /// <summary>Where the worker answers on the server; without one, compose takes another port at each start.</summary>
    private const int WorkerPort = 5180;

    public static DockerCompose AddTo(IDistributedApplicationBuilder builder)
    {
        builder.AddDockerComposeEnvironment("compose");
        return new DockerCompose();
    }

    public override void Configure(IResourceBuilder<ProjectResource> service) =>
        service.PublishAsDockerComposeService((_, compose) =>
        {
            compose.Restart = "unless-stopped";
            compose.ReadOnly = true;
            // Uploads over 64 KB pass through it.
            compose.Tmpfs.Add("/tmp");
            compose.Ports = [.. compose.Ports.Select(port => $"{WorkerPort}:{port}")];
        });
}
