namespace MusicSync.SessionServer;

/// <summary>The same tools over standard input and output: the process is the session.</summary>
internal static class StdioSessionServer
{
    public static async Task RunAsync()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<SessionState>().AddSingleton<SessionFaults>().AddSingleton<NoteJournal>();
        builder.Services.AddMcpServer().WithStdioServerTransport().WithTools<SessionTools>();
        await builder.Build().RunAsync();
    }
}
