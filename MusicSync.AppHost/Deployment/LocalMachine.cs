namespace MusicSync.AppHost.Deployment;

/// <summary>No deployment: everything runs here.</summary>
internal sealed record LocalMachine : DeploymentTarget
{
    public override void Configure(IResourceBuilder<ProjectResource> service)
    {
    }
}
