using MusicSync.ServiceDefaults;

namespace MusicSync.McpHost;

/// <summary>
/// The host for a client that starts it: messages on standard input and output, no HTTP server, so no access control. It
/// ends when the client closes its input.
/// </summary>
internal static class StdioHost
{
    public const string Option = "--stdio";

    public static IHost Build(string[] args)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings
        {
            Args = [.. args.Except([Option])],
            ContentRootPath = AppContext.BaseDirectory,
        });
        // Standard output carries messages only; a log line there would break the client's parser.
        builder.Logging.ClearProviders().AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.AddServiceDefaults();
        builder.Services.AddMusicSyncMcp().WithStdioServerTransport();
        return builder.Build();
    }
}
