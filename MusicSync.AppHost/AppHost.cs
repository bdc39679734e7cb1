using MusicSync.AppHost.Agents;
using MusicSync.AppHost.Commands;
using MusicSync.AppHost.Deployment;
using MusicSync.AppHost.Running;
using MusicSync.AppHost.Services;
using MusicSync.AppHost.Spotify;
using MusicSync.AppHost.Temporal;

return await AppHostCommandLine.RunAsync(args, Compose);

static void Compose(IDistributedApplicationBuilder builder)
{
    // Azure Container Apps or a docker-compose.yaml; nothing of it when run.
    var target = builder.AddDeploymentTarget();

    // A dev server when run, a cluster that exists when published.
    var temporal = builder.AddTemporal("temporal");

    // The simulator when run without an account.
    var spotify = builder.AddSpotify();
    var accessKey = builder.AddAccessKey();

    // One per Spotify account: it keeps the account's pace and remembers its answers.
    var mcpHost = builder.AddService<Projects.MusicSync_McpHost>("mcp-host", healthPath: "/health")
        .WithSpotify(spotify)
        .WithAccessKey(accessKey)
        .WithServedHosts()
        .WithDataDirectory("mcp-host-data")
        .WithMcpEndpoint()
        .WithKillCommand("Kill the MCP host")
        .DeployTo(target);

    // Nothing waits for anything: each service lives without the others, at its start as after a crash.
    builder.AddService<Projects.MusicSync_Worker>("worker", healthPath: "/health")
        .WithReference(temporal)
        .WithReference(mcpHost)
        .WithAccessKey(accessKey)
        .WithAgentModel(builder.AddAgentModel())
        .WithLocalSources()
        .WithExternalHttpEndpoints()
        .WithServedHosts(builder.AddPublicNames())
        .WithHomePage()
        .WithMcpTools()
        .WithSyncCommands()
        .WithKillCommand("Kill the worker")
        .DeployTo(target);
}
