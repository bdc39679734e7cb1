using Aspire.Hosting.ApplicationModel;
using MusicSync.LocalStack.Processes;

namespace MusicSync.AppHost.Tests;

public sealed class TemporalModelTests
{
    private const string Process = "--Temporal:Mode=cli";

    // Any program will do: nothing is started.
    private const string Cli = "--Temporal:Cli=dotnet";

    [Fact]
    public async Task Container_HasAPinnedTag()
    {
        await using var model = await AppModel.ForRunAsync();

        Assert.True(model["temporal"].TryGetContainerImageName(out var image));
        Assert.Equal("docker.io/temporalio/temporal:1.9.1", image);
    }

    [Fact]
    public async Task Container_KeepsItsDataWhereItsUserMayWrite()
    {
        await using var model = await AppModel.ForRunAsync();

        var volume = Assert.Single(model["temporal"].Annotations.OfType<ContainerMountAnnotation>());

        Assert.Equal(ContainerMountType.Volume, volume.Type);
        Assert.Equal("/home/temporal", volume.Target);
        Assert.EndsWith("-temporal-simulator", volume.Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Container_ListensWhereOthersReachIt() =>
        Assert.Equal("0.0.0.0", await ArgumentAfterAsync("--ip"));

    [Fact]
    public async Task Process_ListensOnLoopback() =>
        Assert.Equal("127.0.0.1", await ArgumentAfterAsync("--ip", Process, Cli));

    [Theory]
    [InlineData()]
    [InlineData(Process, Cli)]
    public async Task DevServer_HasTheFlagsThatMakeItQuick(params string[] settings)
    {
        await using var model = await AppModel.ForRunAsync(settings);

        var arguments = await model.ArgumentsOfAsync("temporal");

        Assert.Equal(["server", "start-dev"], arguments.Take(2));
        Assert.Equal(
            [
                "--sqlite-pragma", "journal_mode=wal",
                "--sqlite-pragma", "synchronous=normal",
                "--dynamic-config-value", "history.transferProcessorMaxPollRPS=1000",
                "--dynamic-config-value", "history.timerProcessorMaxTimeShift=\"20ms\"",
            ],
            arguments.TakeLast(8));
    }

    [Fact]
    public async Task Process_IsTheProgramThatWasFound()
    {
        await using var model = await AppModel.ForRunAsync(Process, Cli);

        var command = Assert.IsAssignableFrom<ExecutableResource>(model["temporal"]).Command;

        Assert.True(Path.IsPathFullyQualified(command));
        Assert.Equal("dotnet", Path.GetFileNameWithoutExtension(command));
    }

    [Fact]
    public async Task StandIn_IsAProcessOfTheBuild_WithAJournalAndNoPage()
    {
        await using var model = await AppModel.ForRunAsync("--Temporal:Mode=embedded");

        var server = Assert.IsAssignableFrom<ExecutableResource>(model["temporal"]);
        var arguments = await model.ArgumentsOfAsync("temporal");

        Assert.Equal(ExecutableSearch.FileName("MusicSync.EmbeddedTemporal"), Path.GetFileName(server.Command));
        Assert.Equal(["--journal", "--port"], [arguments[0], arguments[2]]);
        Assert.EndsWith("temporal.journal", arguments[1], StringComparison.Ordinal);
        Assert.Single(server.Annotations.OfType<EndpointAnnotation>());
        Assert.DoesNotContain("temporal-retention", model.Names);
    }

    [Theory]
    [InlineData("simulator")]
    [InlineData("account", "--Parameters:spotify-client-id=an-app")]
    public async Task Database_OfTheSimulatorAndOfAnAccount_AreTwo(string folder, params string[] settings)
    {
        await using var model = await AppModel.ForRunAsync([Process, Cli, .. settings]);

        var arguments = await model.ArgumentsOfAsync("temporal");

        Assert.Equal(
            Path.GetFullPath(Path.Combine(model.AppHostDirectory, "..", "artifacts", "apphost", folder, "temporal.db")),
            arguments.SkipWhile(argument => argument != "--db-filename").ElementAt(1));
    }

    [Fact]
    public async Task Address_IsUsedAsItStandsAndNothingIsStarted()
    {
        await using var model = await AppModel.ForRunAsync("--Temporal:Mode=temporal.example:7233", "--Temporal:Namespace=music");

        var environment = await model.EnvironmentOfAsync("worker");

        Assert.Equal("music", environment["TEMPORAL_NAMESPACE"]);
        Assert.DoesNotContain("temporal-retention", model.Names);
        Assert.IsNotAssignableFrom<IResourceWithEndpoints>(model["temporal"]);
        Assert.Equal(
            "temporal.example:7233",
            await ((IResourceWithConnectionString)model["temporal"]).GetConnectionStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData()]
    [InlineData(Process, Cli)]
    public async Task Retention_IsSetOnceTheServerIsHealthy(params string[] settings)
    {
        await using var model = await AppModel.ForRunAsync(settings);

        var arguments = await model.ArgumentsOfAsync("temporal-retention");

        Assert.Equal(["temporal"], model.WaitsOf("temporal-retention"));
        Assert.Equal(["operator", "namespace", "update", "--address"], arguments.Take(4));
        Assert.Equal(["-n", "default", "--retention", "90d"], arguments.TakeLast(4));
    }

    [Fact]
    public async Task Retention_IsNotPublished()
    {
        await using var model = await AppModel.ForPublishAsync();

        Assert.DoesNotContain("temporal-retention", model.Names);
    }

    private static async Task<string> ArgumentAfterAsync(string option, params string[] settings)
    {
        await using var model = await AppModel.ForRunAsync(settings);
        var arguments = await model.ArgumentsOfAsync("temporal");
        return arguments.SkipWhile(argument => argument != option).ElementAt(1);
    }
}
