using MusicSync.LocalStack.Temporal;

namespace MusicSync.AppHost.Tests;

/// <summary>Temporal for a test that starts everything: a real server where there is a CLI, otherwise the stand-in.</summary>
internal static class TemporalOfTests
{
    /// <summary>Settings of a run that uses this server, no account, and nothing of the user's.</summary>
    public static string[] Settings(string dataDirectory) =>
    [
        .. TemporalCli.OfThisProcess.Find() is { } cli
            ? (string[])["--Temporal:Mode=cli", $"--Temporal:Cli={cli}"]
            : ["--Temporal:Mode=embedded"],
        "--Parameters:spotify-client-id=",
        $"--Run:DataDirectory={dataDirectory}",
    ];
}
