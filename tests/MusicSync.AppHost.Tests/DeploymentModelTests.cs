using Aspire.Hosting.ApplicationModel;

namespace MusicSync.AppHost.Tests;

public sealed class DeploymentModelTests
{
    [Fact]
    public async Task PublishedHost_IsOnlyReachedFromInside()
    {
        await using var model = await AppModel.ForPublishAsync();

        Assert.False(model.EndpointOf("mcp-host").IsExternal);
        Assert.True(model.EndpointOf("worker").IsExternal);
    }

    [Fact]
    public async Task PublishedHost_KeepsItsDataInAVolumeOfItsOwn()
    {
        await using var model = await AppModel.ForPublishAsync();

        var mount = Assert.Single(model["mcp-host"].Annotations.OfType<ContainerMountAnnotation>());

        Assert.Equal(("mcp-host-data", ContainerMountType.Volume), (mount.Source, mount.Type));
        Assert.Equal(mount.Target, (await model.EnvironmentOfAsync("mcp-host"))["MusicSync__DataDirectory"]);
    }

    [Theory]
    [InlineData("worker")]
    [InlineData("mcp-host")]
    public async Task PublishedService_IsOneReplicaThatIsProbed(string name)
    {
        await using var model = await AppModel.ForPublishAsync();

#pragma warning disable ASPIREPROBES001 // As in the AppHost.
        var probes = model[name].Annotations.OfType<EndpointProbeAnnotation>().Select(probe => (probe.Type, probe.Path));

        Assert.Equal([(ProbeType.Readiness, "/health"), (ProbeType.Liveness, "/alive")], probes);
#pragma warning restore ASPIREPROBES001
        Assert.Equal(1, model[name].GetReplicaCount());
    }

    [Fact]
    public async Task PublishedServices_AreServedUnderTheNamesOfTheDeployment()
    {
        await using var model = await AppModel.ForPublishAsync();

        Assert.Equal("{mcp-host.bindings.http.host}", (await model.EnvironmentOfAsync("mcp-host"))["AllowedHosts"]);
        Assert.Equal(
            "{worker.bindings.http.host};{public-names.value}", (await model.EnvironmentOfAsync("worker"))["AllowedHosts"]);
    }

    [Fact]
    public async Task PublishedHost_LearnsUnderWhichNamePeopleSignIn()
    {
        await using var model = await AppModel.ForPublishAsync();

        Assert.Equal("{spotify-redirect-uri.value}", (await model.EnvironmentOfAsync("mcp-host"))["Spotify__RedirectUri"]);
    }
}
