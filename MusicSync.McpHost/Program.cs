using MusicSync.McpHost;
using MusicSync.ServiceDefaults;

if (args.Contains(SignInHost.Option))
{
    return await SignInHost.RunAsync(args);
}

// A client on this machine may start the host itself; everybody else calls it over HTTP.
using var host = args.Contains(StdioHost.Option) ? StdioHost.Build(args) : HttpHost.Build(args);
return await host.RunServiceAsync();
