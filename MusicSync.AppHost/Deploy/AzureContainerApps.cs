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

    // Never down to none: a worker that is not there polls nothing, and the host keeps the account's pace.
    public override void Configure(IResourceBuilder<ProjectResource> service, int mostReplicas) =>
        service.PublishAsAzureContainerApp((_, app) =>
        {
            app.Template.Scale.MinReplicas = 1;
            app.Template.Scale.MaxReplicas = mostReplicas;
        });
}
