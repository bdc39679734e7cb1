using System.CommandLine;
using MusicSync.LocalStack.Commands;
using MusicSync.LocalStack.Processes;

namespace MusicSync.AppHost.Running;

/// <summary>
/// The command line: everything until Ctrl+C, or everything for one sync. What it does not know belongs to Aspire and to
/// the settings (<c>--Temporal:Mode=cli</c>).
/// </summary>
internal static class AppHostCommandLine
{
    // Exceptions go to whoever asked for the model (a test, Aspire's tools); signals are the host's.
    private static readonly InvocationConfiguration Invocation = new()
    {
        EnableDefaultExceptionHandler = false,
        ProcessTerminationTimeout = null,
    };

    public static Task<int> RunAsync(string[] args, Action<IDistributedApplicationBuilder> compose)
    {
        Signals.ListenToInterrupt();
        var root = new RootCommand("Starts Temporal, Spotify simulator, MCP host and worker with the Aspire dashboard; Ctrl+C stops them.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        root.SetAction(_ => UntilStopped.RunAsync(args, compose));
        var sync = new SyncVerb();
        sync.Command.TreatUnmatchedTokensAsErrors = false;
        sync.Command.SetAction(result => ForOneSync.RunAsync(sync.Read(result), [.. result.UnmatchedTokens], compose));
        root.Add(sync.Command);
        return root.Parse(args).InvokeAsync(Invocation);
    }

    // Settings lie beside the program, wherever it is started from; watching them would cost one of the few watches of a machine.
    public static IDistributedApplicationBuilder CreateBuilder(string[] settings) => DistributedApplication.CreateBuilder(
        [$"--contentRoot={AppContext.BaseDirectory}", "--hostBuilder:reloadConfigOnChange=false", .. settings]);
}
