using MusicSync.AppHost.Commands;
using MusicSync.AppHost.Deployment;
using MusicSync.AppHost.Services;
using MusicSync.AppHost.Spotify;
using MusicSync.AppHost.Temporal;

var builder = DistributedApplication.CreateBuilder(args);

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
    .WithDataVolume("mcp-host-data")
    .WithMcpEndpoint()
    .DeployTo(target, mostReplicas: 1);

builder.AddService<Projects.MusicSync_Worker>("worker", healthPath: "/health")
    .WithReference(temporal)
    .WaitFor(temporal)
    .WithReference(mcpHost)
    .WaitFor(mcpHost)
    .WithAccessKey(accessKey)
    .WithExternalHttpEndpoints()
    .WithServedHosts(builder.AddPublicNames())
    .WithUrlForEndpoint("http", url => (url.Url, url.DisplayText) = ("/syncs", "Status page"))
    .WithSampleSyncCommand()
    .WithKillCommand()
    .DeployTo(target, mostReplicas: 3);

await builder.Build().RunAsync();
