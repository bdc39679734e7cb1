namespace MusicSync.AppHost.Deployment;

/// <summary>Where the services go when they are published.</summary>
internal abstract record DeploymentTarget
{
    public abstract void Configure(IResourceBuilder<ProjectResource> service);
}
