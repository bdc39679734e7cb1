using MusicSync.McpHost;
using MusicSync.ServiceDefaults;

// Settings lie beside the program, wherever it is started from.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.AddServiceDefaults();
builder.AddMcpHost();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapMcpHost();
await app.RunAsync();
