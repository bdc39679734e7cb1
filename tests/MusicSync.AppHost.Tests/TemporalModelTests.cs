using Aspire.Hosting.ApplicationModel;

namespace MusicSync.AppHost.Tests;

public sealed class TemporalModelTests
{
    private const string Cli = "--Temporal:Cli=temporal";

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
        Assert.EndsWith("-temporal-data", volume.Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Container_ListensWhereOthersReachIt() =>
        Assert.Equal("0.0.0.0", await ArgumentAfterAsync("--ip"));

    [Fact]
    public async Task Process_ListensOnLoopback() =>
        Assert.Equal("127.0.0.1", await ArgumentAfterAsync("--ip", Cli));

    [Theory]
    [InlineData()]
    [InlineData(Cli)]
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
    public async Task Process_IsChosenByConfiguration()
    {
        await using var model = await AppModel.ForRunAsync(Cli);

        Assert.Equal("temporal", Assert.IsAssignableFrom<ExecutableResource>(model["temporal"]).Command);
    }

    private static async Task<string> ArgumentAfterAsync(string option, params string[] settings)
    {
        await using var model = await AppModel.ForRunAsync(settings);
        var arguments = await model.ArgumentsOfAsync("temporal");
        return arguments.SkipWhile(argument => argument != option).ElementAt(1);
    }
}
