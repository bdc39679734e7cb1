using Aspire.Hosting.ApplicationModel;

namespace MusicSync.AppHost.Tests;

public sealed class RunModelTests
{
    private const string ClientId = "--Parameters:spotify-client-id=an-app";

    [Fact]
    public async Task Model_WithoutAClientId_UsesTheSimulator()
    {
        await using var model = await AppModel.ForRunAsync();

        var environment = await model.EnvironmentOfAsync("mcp-host");

        Assert.Equal("{spotify-simulator.bindings.http.url}/v1/", environment["Spotify__ApiUrl"]);
        Assert.Equal("{spotify-simulator.bindings.http.url}/", environment["Spotify__AccountsUrl"]);
        Assert.Equal(["spotify-simulator"], model.WaitsOf("mcp-host"));
    }

    [Fact]
    public async Task Model_WithAClientId_HasNoSimulator()
    {
        await using var model = await AppModel.ForRunAsync(ClientId);

        Assert.DoesNotContain("spotify-simulator", model.Names);
        Assert.Empty(model.WaitsOf("mcp-host"));
    }

    [Fact]
    public async Task Model_WithAClientId_LeavesSpotifysAddressesAlone()
    {
        await using var model = await AppModel.ForRunAsync(ClientId);

        var environment = await model.EnvironmentOfAsync("mcp-host");

        Assert.Equal("{spotify-client-id.value}", environment["Spotify__ClientId"]);
        Assert.DoesNotContain("Spotify__ApiUrl", environment.Keys);
    }

    [Theory]
    [InlineData("spotify-client-id", false)]
    [InlineData("spotify-client-secret", true)]
    [InlineData("spotify-refresh-token", true)]
    public async Task Parameter_SaysWhatItIsAndWhetherItIsASecret(string name, bool isSecret)
    {
        await using var model = await AppModel.ForRunAsync(ClientId);

        var parameter = Assert.IsType<ParameterResource>(model[name]);

        Assert.Equal(isSecret, parameter.Secret);
        Assert.False(string.IsNullOrWhiteSpace(parameter.Description));
    }

    [Fact]
    public async Task Worker_WaitsForTemporalAndTheMcpHost()
    {
        await using var model = await AppModel.ForRunAsync();

        Assert.Equal(["temporal", "mcp-host"], model.WaitsOf("worker"));
    }

    [Fact]
    public async Task Worker_LearnsWhereTemporalAndTheMcpHostAre()
    {
        await using var model = await AppModel.ForRunAsync();

        var environment = await model.EnvironmentOfAsync("worker");

        Assert.Equal("{temporal.connectionString}", environment["ConnectionStrings__temporal"]);
        Assert.Equal("default", environment["TEMPORAL_NAMESPACE"]);
        Assert.Equal("{mcp-host.bindings.http.url}", environment["services__mcp-host__http__0"]);
    }

    [Fact]
    public async Task Services_ThatListenOnLoopback_NeedNoAccessKey()
    {
        await using var model = await AppModel.ForRunAsync();

        Assert.DoesNotContain("Access__ApiKey", (await model.EnvironmentOfAsync("worker")).Keys);
        Assert.DoesNotContain("access-key", model.Names);
    }

    [Theory]
    [InlineData("worker")]
    [InlineData("mcp-host")]
    [InlineData("spotify-simulator")]
    [InlineData("temporal")]
    public async Task Resource_HasAHealthCheck(string name)
    {
        await using var model = await AppModel.ForRunAsync();

        Assert.Single(model[name].Annotations.OfType<HealthCheckAnnotation>());
    }
}
