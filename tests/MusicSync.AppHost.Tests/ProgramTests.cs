using System.Diagnostics;
using System.Runtime.InteropServices;

namespace MusicSync.AppHost.Tests;

/// <summary>The program from its start to its end, with everything it starts.</summary>
[Collection(OneAtATime.Name)]
public sealed class ProgramTests
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(15);

    // The orchestrator itself ends a moment after what it started.
    private static readonly TimeSpan LastMoment = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Sync_OfTheSampleList_PrintsWhatBecameOfItAndLeavesNothingRunning()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        using var app = new AppHostProgram(["sync", Sample, "--playlist-name", "Road trip", .. TemporalOfTests.Settings(folder.Root)]);

        var exitCode = await app.EndAsync(cancellationToken);

        Assert.True(exitCode == 0, app.Output);
        Assert.Contains("25 accepted, 1 to review, 2 missing", app.Output, StringComparison.Ordinal);
        Assert.Contains("25 added, 0 already present", app.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("warn:", app.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", app.Output, StringComparison.Ordinal);
        await SeeNothingRunAsync(app, cancellationToken);
    }

    [Fact]
    public async Task Sync_WithoutEngineAndCli_RunsOnTheStandIn()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        var bare = new Dictionary<string, string?>
        {
            // Nothing but dotnet: the runtime lies in its shared/Microsoft.NETCore.App/{version}.
            ["PATH"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..")),
            ["TEMPORAL_CLI_PATH"] = null,
            ["ASPIRE_CONTAINER_RUNTIME"] = null,
        };
        using var app = new AppHostProgram(
            bare,
            "sync", Sample, "--playlist-name", "Road trip", "--Parameters:spotify-client-id=", $"--Run:DataDirectory={folder.Root}");

        var exitCode = await app.EndAsync(cancellationToken);

        Assert.True(exitCode == 0, app.Output);
        Assert.Contains("25 accepted, 1 to review, 2 missing", app.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("warn:", app.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder.Root, "simulator", "temporal.journal")));
        await SeeNothingRunAsync(app, cancellationToken);
    }

    [Fact]
    public async Task AppHost_SaysWhereItIs_LetsNoOtherIn_AndEndsOnCtrlC()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        var settings = TemporalOfTests.Settings(folder.Root);
        using var app = new AppHostProgram(settings);
        await app.SeeAsync("MusicSync is ready: http://localhost:", cancellationToken);
        Assert.DoesNotContain("warn:", app.Output, StringComparison.Ordinal);

        using (var other = new AppHostProgram(settings))
        {
            Assert.Equal(1, await other.EndAsync(cancellationToken));
            Assert.Contains("MusicSync runs already", other.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", other.Output, StringComparison.Ordinal);
        }

        var asked = Stopwatch.GetTimestamp();
        await app.InterruptAsync(cancellationToken);
        Assert.Equal(0, await app.EndAsync(cancellationToken));
        await SeeNothingRunAsync(app, cancellationToken);

        Assert.InRange(Stopwatch.GetElapsedTime(asked), TimeSpan.Zero, StopLimit);
        Assert.DoesNotContain("started again", app.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", app.Output, StringComparison.Ordinal);
    }

    internal static string Sample => Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "..", "..", "..", "..", "tests", "MusicSync.LocalStack", "Samples", "road-trip.csv"));

    private static async Task SeeNothingRunAsync(AppHostProgram app, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(LastMoment);
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (app.Pids.Count > 0)
        {
            await poll.WaitForNextTickAsync(limit.Token);
        }
    }
}

/// <summary>Tests that start everything: two at a time would only wait for each other.</summary>
[CollectionDefinition(Name)]
public sealed class OneAtATime
{
    public const string Name = "one at a time";
}
