using Aspire.Hosting.ApplicationModel;

namespace MusicSync.AppHost.Tests;

public sealed class CommandTests
{
    [Theory]
    [InlineData("worker", "sync-sample", "Sync a sample list")]
    [InlineData("worker", "kill", "Kill the worker")]
    [InlineData("spotify-simulator", "storm", "Run a fault: 429 storm")]
    [InlineData("spotify-simulator", "clear-faults", "Clear faults")]
    public async Task Dashboard_OffersTheCommand(string resource, string name, string displayName)
    {
        await using var model = await AppModel.ForRunAsync();

        var command = model[resource].Annotations.OfType<ResourceCommandAnnotation>().Single(command => command.Name == name);

        Assert.Equal(displayName, command.DisplayName);
        Assert.False(string.IsNullOrWhiteSpace(command.DisplayDescription));
    }

    [Fact]
    public async Task SampleList_IsWhereTheCommandLooksForIt()
    {
        await using var model = await AppModel.ForRunAsync();

        Assert.True(File.Exists(Path.Combine(
            model.AppHostDirectory, "..", "tests", "MusicSync.LocalStack", "Samples", "road-trip.csv")));
    }

    [Theory]
    [InlineData("worker", "Status page")]
    [InlineData("temporal", "Temporal UI")]
    [InlineData("mcp-host", "MCP endpoint")]
    public async Task Dashboard_NamesTheLink(string resource, string text)
    {
        await using var model = await AppModel.ForRunAsync();

        Assert.Contains(text, await model.LinksOfAsync(resource));
    }
}
