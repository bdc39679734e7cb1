using MusicSync.McpHost;
using MusicSync.ServiceDefaults;

// A client on this machine may start the host itself; everybody else calls it over HTTP.
using var host = args.Contains(StdioHost.Option) ? StdioHost.Build(args) : HttpHost.Build(args);
return await host.RunServiceAsync();
