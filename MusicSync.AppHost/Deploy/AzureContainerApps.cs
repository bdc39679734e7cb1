namespace MusicSync.AppHost.Deployment;

/// <summary>
/// One environment; the worker gets the ingress that the internet reaches, the MCP host an internal one. Mounted
/// volumes become Azure file shares, secrets those of the app, probes those of the container.
/// </summary>
internal sealed record AzureContainerApps : DeploymentTarget
{
    public static AzureContainerApps AddTo(IDistributedApplicationBuilder builder)
    {
        builder.AddAzureContainerAppEnvironment("aca");
        return new AzureContainerApps();
    }

    // Never down to none: a worker that is not there polls nothing. Never more than one: requests are what Container Apps
    // counts, which says nothing about a worker's load, and two hosts would each keep the account's whole pace.
    public override void Configure(IResourceBuilder<ProjectResource> service) =>
        service.PublishAsAzureContainerApp((_, app) =>
        {
            app.Template.Scale.MinReplicas = 1;
            app.Template.Scale.MaxReplicas = 1;
        });
}
