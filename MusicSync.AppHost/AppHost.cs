using MusicSync.AppHost.Access;
using MusicSync.AppHost.Spotify;
using MusicSync.AppHost.Temporal;

var builder = DistributedApplication.CreateBuilder(args);

var temporal = builder.AddTemporal("temporal");
var spotify = builder.AddSpotify();
var accessKey = builder.AddAccessKey();

var mcpHost = builder.AddProject<Projects.MusicSync_McpHost>("mcp-host")
    .WithSpotify(spotify)
    .WithAccessKey(accessKey)
    .WithHttpHealthCheck("/health")
    .WithMcpEndpoint();

builder.AddProject<Projects.MusicSync_Worker>("worker")
    .WithReference(temporal)
    .WaitFor(temporal)
    .WithReference(mcpHost)
    .WaitFor(mcpHost)
    .WithAccessKey(accessKey)
    .WithHttpHealthCheck("/health")
    .WithExternalHttpEndpoints()
    .WithUrlForEndpoint("http", url => url.DisplayText = "MusicSync");

await builder.Build().RunAsync();
