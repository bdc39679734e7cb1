using System.CommandLine;

namespace MusicSync.LocalStack.Commands;

/// <summary>The command line: everything, or everything for one sync.</summary>
internal static class StackCommandLine
{
    /// <summary>Signals are ours: the library's own handler would give the services two seconds to stop.</summary>
    public static InvocationConfiguration Invocation { get; } = new() { ProcessTerminationTimeout = null };

    public static RootCommand Create()
    {
        var options = new StackArguments();
        var root = new RootCommand("Starts Temporal, Spotify simulator, MCP host and worker; Ctrl+C stops them.");
        options.AddTo(root);
        root.SetAction(result => UpCommand.RunAsync(options.Read(result)));
        root.Add(CreateSync(options));
        return root;
    }

    private static Command CreateSync(StackArguments options)
    {
        var file = new Argument<string>("file") { Description = "Song list: .csv, .json or .txt." };
        var playlistName = new Option<string>("--playlist-name")
        {
            Description = "Name of the playlist to fill.",
            Required = true,
        };
        var sync = new Command("sync", "Starts everything, syncs one song list, prints the result and stops.")
        {
            file,
            playlistName,
        };
        sync.SetAction(result => SyncCommand.RunAsync(
            new SyncArguments(result.GetRequiredValue(file), result.GetRequiredValue(playlistName)),
            options.Read(result)));
        return sync;
    }
}
