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
    }

    [Fact]
    public async Task Model_WithAClientId_HasNoSimulator()
    {
        await using var model = await AppModel.ForRunAsync(ClientId);

        Assert.DoesNotContain("spotify-simulator", model.Names);
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
    [InlineData("spotify-redirect-uri", false)]
    [InlineData("agent-model-endpoint", false)]
    [InlineData("agent-model-key", true)]
    [InlineData("agent-model-name", false)]
    public async Task Parameter_SaysWhatItIsAndWhetherItIsASecret(string name, bool isSecret)
    {
        await using var model = await AppModel.ForRunAsync(ClientId);

        var parameter = Assert.IsType<ParameterResource>(model[name]);

        Assert.Equal(isSecret, parameter.Secret);
        Assert.False(string.IsNullOrWhiteSpace(parameter.Description));
    }

    [Fact]
    public async Task Model_OfAgents_IsGivenToTheWorkerAlone()
    {
        await using var model = await AppModel.ForRunAsync();

        Assert.Equal("{agent-model-key.value}", (await model.EnvironmentOfAsync("worker"))["Agents__Models__default__Key"]);
        Assert.DoesNotContain((await model.EnvironmentOfAsync("mcp-host")).Keys, name => name.StartsWith("Agents__", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("worker")]
    [InlineData("mcp-host")]
    public async Task Service_ThatIsStartedAgain_WaitsForNothing(string name)
    {
        await using var model = await AppModel.ForRunAsync();

        Assert.Empty(model.WaitsOf(name));
    }

    [Theory]
    [InlineData("worker")]
    [InlineData("mcp-host")]
    [InlineData("spotify-simulator")]
    public async Task Service_ThatIsDead_RefusesCalls(string name)
    {
        await using var model = await AppModel.ForRunAsync();

        Assert.False(model.EndpointOf(name).IsProxied);
    }

    [Theory]
    [InlineData("worker")]
    [InlineData("mcp-host")]
    public async Task Service_LeavesOutOfItsTracesWhatItsCallerLeavesOut(string name)
    {
        await using var model = await AppModel.ForRunAsync();

        Assert.Equal("parentbased_always_on", (await model.EnvironmentOfAsync(name))["OTEL_TRACES_SAMPLER"]);
    }

    [Fact]
    public async Task Lists_AreFetchedFromThisMachine_OnlyWhenRun()
    {
        await using var run = await AppModel.ForRunAsync();
        await using var published = await AppModel.ForPublishAsync();

        Assert.Equal("localhost,127.0.0.1", (await run.EnvironmentOfAsync("worker"))["Sources__AllowedHosts"]);
        Assert.DoesNotContain("Sources__AllowedHosts", (await published.EnvironmentOfAsync("worker")).Keys);
    }

    [Theory]
    [InlineData("worker")]
    [InlineData("mcp-host")]
    public async Task Defence_AgainstWrittenCode_IsOffOnLoopbackOnly(string name)
    {
        await using var run = await AppModel.ForRunAsync();
        await using var published = await AppModel.ForPublishAsync();

        Assert.Equal("0", (await run.EnvironmentOfAsync(name))["DOTNET_EnableWriteXorExecute"]);
        Assert.DoesNotContain("DOTNET_EnableWriteXorExecute", (await published.EnvironmentOfAsync(name)).Keys);
    }

    [Fact]
    public async Task Host_WithTheSimulator_KeepsItsDataInTheCheckout()
    {
        await using var model = await AppModel.ForRunAsync();

        Assert.Equal(
            Path.GetFullPath(Path.Combine(model.AppHostDirectory, "..", "artifacts", "apphost", "simulator", "mcp-host")),
            (await model.EnvironmentOfAsync("mcp-host"))["MusicSync__DataDirectory"]);
    }

    [Fact]
    public async Task Host_WithAnAccount_KeepsItsDataWhereItAlwaysDoes()
    {
        await using var model = await AppModel.ForRunAsync(ClientId);

        Assert.DoesNotContain("MusicSync__DataDirectory", (await model.EnvironmentOfAsync("mcp-host")).Keys);
    }

    [Fact]
    public async Task Parameters_AreShownWithTheSimulatorToo_AndAskNobody()
    {
        await using var model = await AppModel.ForRunAsync();

        var parameters = (string[])["spotify-client-id", "spotify-client-secret", "spotify-refresh-token"];

        foreach (var name in parameters)
        {
            Assert.Equal("", await ((ParameterResource)model[name]).GetValueAsync(TestContext.Current.CancellationToken));
        }

        Assert.Contains("user secrets", ((ParameterResource)model["spotify-client-id"]).Description, StringComparison.Ordinal);
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
