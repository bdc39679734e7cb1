using MusicSync.AppHost.Services;
using MusicSync.AppHost.Spotify;
using MusicSync.AppHost.Temporal;

var builder = DistributedApplication.CreateBuilder(args);

var temporal = builder.AddTemporal("temporal");
var spotify = builder.AddSpotify();
var accessKey = builder.AddAccessKey();

var mcpHost = builder.AddService<Projects.MusicSync_McpHost>("mcp-host", healthPath: "/health")
    .WithSpotify(spotify)
    .WithAccessKey(accessKey)
    .WithMcpEndpoint();

builder.AddService<Projects.MusicSync_Worker>("worker", healthPath: "/health")
    .WithReference(temporal)
    .WaitFor(temporal)
    .WithReference(mcpHost)
    .WaitFor(mcpHost)
    .WithAccessKey(accessKey)
    .WithExternalHttpEndpoints()
    .WithUrlForEndpoint("http", url => url.DisplayText = "MusicSync");

await builder.Build().RunAsync();
