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
        var sync = new SyncVerb();
        sync.Command.SetAction(result => SyncCommand.RunAsync(sync.Read(result), options.Read(result)));
        root.Add(sync.Command);
        return root;
    }
}
