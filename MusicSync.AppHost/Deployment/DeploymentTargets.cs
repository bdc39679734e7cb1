using MusicSync.AppHost.Running;

namespace MusicSync.AppHost.Deployment;

/// <summary>
/// None: this AppHost runs here and writes the manifest. <c>MusicSync.AppHost/Deploy</c> compiles the same sources with
/// a file of this name that deploys.
/// </summary>
internal static class DeploymentTargets
{
    public static DeploymentTarget AddDeploymentTarget(this IDistributedApplicationBuilder builder) =>
        builder.ExecutionContext.IsRunMode || builder.Configuration["Pipeline:Step"] == "publish-manifest"
            ? new LocalMachine()
            : throw new RefusedException(
                "This AppHost deploys nothing. Deploy with: aspire deploy --apphost MusicSync.AppHost/Deploy");
}
