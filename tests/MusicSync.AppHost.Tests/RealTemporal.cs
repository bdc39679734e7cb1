using MusicSync.LocalStack.Temporal;

namespace MusicSync.AppHost.Tests;

/// <summary>
/// What a test needs that starts everything: a server for Temporal. Without one it is skipped on a developer's machine and
/// fails in CI, where nothing may be skipped.
/// </summary>
internal static class RealTemporal
{
    /// <summary>Settings of a run that uses this server, no account, and nothing of the user's.</summary>
    public static string[] Settings(string dataDirectory)
    {
        var cli = TemporalCli.OfThisProcess.Find();
        var required = Environment.GetEnvironmentVariable("CI") == "true" || Environment.GetEnvironmentVariable("MUSICSYNC_REQUIRE_E2E") == "1";
        Assert.SkipUnless(cli is not null || required, $"No Temporal CLI was found. {TemporalCli.HowToGetOne}");
        Assert.True(cli is not null, $"No Temporal CLI was found, and this test may not be skipped here. {TemporalCli.HowToGetOne}");
        return
        [
            "--Temporal:Mode=cli",
            $"--Temporal:Cli={cli}",
            "--Parameters:spotify-client-id=",
            $"--Run:DataDirectory={dataDirectory}",
        ];
    }
}
