using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace MusicSync.AppHost.Tests;

public sealed class CommandTests
{
    [Theory]
    [InlineData("worker", "sync-list", "Sync a list…")]
    [InlineData("worker", "sync-sample", "Sync the sample list")]
    [InlineData("worker", "kill", "Kill the worker")]
    [InlineData("mcp-host", "kill", "Kill the MCP host")]
    [InlineData("temporal", "kill", "Kill Temporal")]
    [InlineData("spotify-simulator", "storm", "Fault: storm of 429")]
    [InlineData("spotify-simulator", "quota", "Fault: quota used up")]
    [InlineData("spotify-simulator", "revoked", "Fault: sign-in revoked")]
    [InlineData("spotify-simulator", "down", "Fault: Spotify down")]
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

    [Fact]
    public async Task ListCommand_AsksForAFileAndAPlaylist()
    {
        await using var model = await AppModel.ForRunAsync();

        var command = model["worker"].Annotations.OfType<ResourceCommandAnnotation>().Single(command => command.Name == "sync-list");

        Assert.Equal([(InputType.File, true), (InputType.Text, true)], command.Arguments.Select(input => (input.InputType, input.Required)));
    }

    [Theory]
    [InlineData("worker", "MusicSync", "MCP endpoint")]
    [InlineData("mcp-host", "MCP endpoint", "Sign in to Spotify")]
    [InlineData("spotify-simulator", "Playlists of the simulator")]
    public async Task Dashboard_HasTheLinksOfTheService(string resource, params string[] texts)
    {
        await using var model = await AppModel.ForRunAsync();

        Assert.Equal(texts, await model.LinksOfAsync(resource));
    }

    [Fact]
    public async Task Dashboard_LinksToTheTemporalUi()
    {
        await using var model = await AppModel.ForRunAsync();

        Assert.Contains("Temporal UI", await model.LinksOfAsync("temporal"));
    }
}
