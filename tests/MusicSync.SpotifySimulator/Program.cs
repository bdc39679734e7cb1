using MusicSync.SpotifySimulator.Hosting;

var builder = WebApplication.CreateSlimBuilder(args);
builder.WebHost.UseSetting(WebHostDefaults.ServerUrlsKey, builder.Configuration["urls"] ?? SimulatorApplication.DefaultUrl);
builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
builder.Services.AddSimulator(SimulatorOptions.From(builder.Configuration));

var app = builder.Build();
app.MapSimulator();
await app.RunAsync();
