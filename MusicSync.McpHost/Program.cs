using MusicSync.McpHost;
using MusicSync.ServiceDefaults;
using MusicSync.ServiceDefaults.Access;

// Settings lie beside the program, wherever it is started from.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.AddServiceDefaults();
builder.Services.AddAccess();
builder.AddMcpHost();

var app = builder.Build();
app.UseExceptionHandler();
app.UseStatusCodePages();
app.UseAccess();
app.MapDefaultEndpoints();
app.MapMcpHost();
return await app.RunServiceAsync();
