using Aspire.Hosting.ApplicationModel;

namespace MusicSync.AppHost.Tests;

public sealed class TemporalModelTests
{
    private const string Process = "--Temporal:Mode=process";

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
        Assert.Equal("127.0.0.1", await ArgumentAfterAsync("--ip", Process));

    [Theory]
    [InlineData()]
    [InlineData(Process)]
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
        await using var model = await AppModel.ForRunAsync(Process);

        Assert.Equal("temporal", Assert.IsAssignableFrom<ExecutableResource>(model["temporal"]).Command);
    }

    [Fact]
    public async Task UnknownMode_IsRefusedWithWhatToSet()
    {
        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => AppModel.ForRunAsync("--Temporal:Mode=cloud"));

        Assert.Contains("'container'", refusal.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData()]
    [InlineData(Process)]
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
