using System.Diagnostics;

namespace MusicSync.LocalStack.Processes;

/// <summary>
/// What stands before a service's own command line. Both programs replace themselves with the service (exec), so the
/// process id stays that of the service.
/// <list type="bullet">
/// <item><c>setsid</c> takes it out of the terminal's process group: Ctrl+C then reaches only the stack, which stops
/// the services in their order.</item>
/// <item><c>setpriv --pdeathsig KILL</c> (Linux) ends it when the stack is killed and cannot stop it any more.</item>
/// </list>
/// Where one is missing the stack works without; only those two promises are then weaker.
/// </summary>
internal static class Wrapper
{
    private static readonly string[][] Known = [["setsid"], ["setpriv", "--pdeathsig", "KILL", "--"]];

    public static IReadOnlyList<string> Words { get; } = [.. Known.Where(Works).SelectMany(words => words)];

    // BusyBox has both programs but not every option, so asking the PATH is not enough.
    private static bool Works(string[] words)
    {
        if (ExecutableSearch.OnPath(words[0], Environment.GetEnvironmentVariable("PATH")) is not { } program)
        {
            return false;
        }

        var start = new ProcessStartInfo(program, [.. words[1..], "true"]) { RedirectStandardError = true };
        using var process = Process.Start(start);
        process?.WaitForExit();
        return process is { ExitCode: 0 };
    }
}
