using MusicSync.ServiceDefaults;
using MusicSync.ServiceDefaults.Access;
using MusicSync.Worker.Agents;
using MusicSync.Worker.Api;
using MusicSync.Worker.Api.OpenApi;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Pages;
using MusicSync.Worker.Playlists.Naming;
using MusicSync.Worker.Playlists.Reading;
using MusicSync.Worker.Playlists.Writer;
using MusicSync.Worker.Sessions;
using MusicSync.Worker.SignIn;
using MusicSync.Worker.Spotify;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Temporal;

// Settings lie beside the program, wherever it is started from.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.AddServiceDefaults();
builder.Services.AddAccess();
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddMcp().AddSpotify(new Uri("http://mcp-host/mcp"));
builder.Services.AddSessions();
builder.Services.AddTemporalWorker().AddSyncs().AddPlaylistReading().AddPlaylistNames().AddPlaylistWriter().AddAgents();
builder.Services.AddApi().AddSignIn().AddPages();

var app = builder.Build();
app.UseExceptionHandler();
app.UseStatusCodePages();
app.UseAccess();
app.MapDefaultEndpoints();
app.MapMcpHealth();
app.MapApi();
app.MapSignIn();
app.MapApiDocument();
app.MapPages();
return await app.RunServiceAsync();
