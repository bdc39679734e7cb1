using Aspire.Hosting.ApplicationModel;

namespace MusicSync.AppHost.Tests;

public sealed class PublishModelTests
{
    [Fact]
    public async Task PublishedModel_HasNeitherDevServerNorSimulator()
    {
        await using var model = await AppModel.ForPublishAsync();

        Assert.DoesNotContain("spotify-simulator", model.Names);
        Assert.IsNotAssignableFrom<ContainerResource>(model["temporal"]);
    }

    [Fact]
    public async Task PublishedWorker_ReachesAClusterThatExists()
    {
        await using var model = await AppModel.ForPublishAsync();

        var environment = await model.EnvironmentOfAsync("worker");

        Assert.Equal("{temporal.connectionString}", environment["ConnectionStrings__temporal"]);
        Assert.Equal("{temporal-namespace.value}", environment["TEMPORAL_NAMESPACE"]);
        Assert.Equal("{temporal-api-key.value}", environment["TEMPORAL_API_KEY"]);
    }

    [Theory]
    [InlineData("worker")]
    [InlineData("mcp-host")]
    public async Task PublishedService_AsksItsCallersForAKey(string name)
    {
        await using var model = await AppModel.ForPublishAsync();

        Assert.Equal("{access-key.value}", (await model.EnvironmentOfAsync(name))["Access__ApiKey"]);
    }

    [Fact]
    public async Task PublishedParameters_ThatOpenSomething_AreSecret()
    {
        await using var model = await AppModel.ForPublishAsync();

        Assert.Equal(
            ["access-key", "agent-model-key", "spotify-client-secret", "spotify-refresh-token", "temporal", "temporal-api-key"],
            model.Names.Where(name => model[name] is ParameterResource { Secret: true }).Order(StringComparer.Ordinal));
    }
}
