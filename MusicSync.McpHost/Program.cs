using MusicSync.McpHost;
using MusicSync.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddMcpHost();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapMcpHost();
await app.RunAsync();
