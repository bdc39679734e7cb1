namespace MusicSync.SessionServer;

/// <summary>The same tools over standard input and output: the process is the session.</summary>
internal static class StdioSessionServer
{
    public static async Task RunAsync(string? journal, string? diesIn)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services
            .AddSingleton<SessionState>()
            .AddSingleton(new SessionFaults { DiesIn = diesIn })
            .AddSingleton(new NoteJournal { File = journal });
        builder.Services.AddMcpServer().WithStdioServerTransport().WithTools<SessionTools>();
        await builder.Build().RunAsync();
    }
}
