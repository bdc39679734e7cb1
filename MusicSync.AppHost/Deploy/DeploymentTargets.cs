using MusicSync.AppHost.Running;

namespace MusicSync.AppHost.Deployment;

/// <summary>Azure Container Apps, or a docker-compose.yaml; in place of the AppHost's file of this name.</summary>
internal static class DeploymentTargets
{
    /// <summary><c>azure</c> (default) or <c>compose</c>. Two at once would have to be told apart on every resource.</summary>
    private const string TargetKey = "Deployment:Target";

    public static DeploymentTarget AddDeploymentTarget(this IDistributedApplicationBuilder builder) =>
        builder.ExecutionContext.IsRunMode
            ? new LocalMachine()
            : builder.Configuration[TargetKey] switch
            {
                null or "" or "azure" => AzureContainerApps.AddTo(builder),
                "compose" => DockerCompose.AddTo(builder),
                var other => throw new RefusedException(
                    $"{TargetKey} is '{other}'; it must be azure or compose."),
            };
}
