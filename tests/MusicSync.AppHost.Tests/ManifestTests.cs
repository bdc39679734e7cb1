using System.Text.Json;

namespace MusicSync.AppHost.Tests;

public sealed class ManifestTests
{
    [Fact]
    public async Task Manifest_HoldsTheServicesAndWhatMustBeGivenAndNothingElseThatRuns()
    {
        var resources = await AppModel.ManifestAsync();

        string[] running = ["container.v0", "container.v1", "executable.v0", "dockerfile.v0", "project.v0", "project.v1"];
        Assert.Equal(
            ["mcp-host", "worker"],
            resources.Where(resource => running.Contains(Type(resource.Value))).Select(resource => resource.Name).Order());
        foreach (var secret in (string[])["access-key", "spotify-client-secret", "spotify-refresh-token", "temporal-api-key"])
        {
            Assert.True(resources.Single(resource => resource.Name == secret).Value
                .GetProperty("inputs").GetProperty("value").GetProperty("secret").GetBoolean(), secret);
        }
    }

    [Fact]
    public async Task Manifest_NeverHoldsTheEmbeddedTemporal()
    {
        var resources = await AppModel.ManifestAsync("--Temporal:Mode=embedded");

        Assert.DoesNotContain(resources, resource => resource.Value.GetRawText().Contains("EmbeddedTemporal", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Manifest_NamesTheWorkersOwnMachineUnlessToldOtherwise()
    {
        var parameter = (await AppModel.ManifestAsync()).Single(resource => resource.Name == "public-names").Value;

        Assert.Equal(
            "localhost;127.0.0.1",
            parameter.GetProperty("inputs").GetProperty("value").GetProperty("default").GetProperty("value").GetString());
    }

    private static string? Type(JsonElement resource) =>
        resource.TryGetProperty("type", out var type) ? type.GetString() : null;
}
