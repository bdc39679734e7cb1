using MusicSync.Worker.Agents.Models;
using MusicSync.Worker.Agents.Tools;

namespace MusicSync.Worker.Tests.Agents;

public sealed class AgentOptionsTests
{
    [Theory]
    [InlineData(null, "sk-1", "gpt-5.2")]
    [InlineData("http://127.0.0.1:11434/v1", null, "qwen3")]
    [InlineData("", "", "")]
    public void ModelThatCanBeAsked_OrNone_LetsTheWorkerStart(string? endpoint, string? key, string? name) =>
        Assert.Empty(Problems(endpoint, key, name));

    [Theory]
    [InlineData("http://127.0.0.1:11434/v1", null, null, "Agents:Models:default has no Name")]
    [InlineData("127.0.0.1:11434", null, "qwen3", "must be an http or https address")]
    [InlineData("https://user:word@models.example/v1", null, "qwen3", "must be an http or https address")]
    [InlineData(null, "sk-1\nX-Other: 1", "gpt-5.2", "Key has blanks")]
    public void ModelThatCouldNeverBeAsked_StopsTheStart_WithoutTellingItsKey(string? endpoint, string? key, string? name, string problem)
    {
        var told = Assert.Single(Problems(endpoint, key, name));

        Assert.Contains(problem, told, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-1", told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("playwright", "http://127.0.0.1:8931/mcp", null, null)]
    [InlineData("thinking", null, "npx", null)]
    [InlineData("nothing", "", "", "")]
    public void ServerThatCanBeCalled_OrNone_LetsTheWorkerStart(string name, string? url, string? command, string? key) =>
        Assert.Empty(ServerProblems(name, new AgentServerOptions { Url = url, Command = command, Key = key }));

    [Theory]
    [InlineData("Spotify Two", "http://127.0.0.1/mcp", null, null, "is no name for a server")]
    [InlineData("spotify", "http://127.0.0.1/mcp", null, null, "is no name for a server")]
    [InlineData("both", "http://127.0.0.1/mcp", "npx", null, "has both Url and Command")]
    [InlineData("a", "127.0.0.1:8931", null, null, "must be an http or https address")]
    [InlineData("a", "http://127.0.0.1/mcp", null, "sk-1 2", "Key has blanks")]
    public void ServerThatCouldNeverBeCalled_StopsTheStart_WithoutTellingItsKey(string name, string? url, string? command, string? key, string problem)
    {
        var told = Assert.Single(ServerProblems(name, new AgentServerOptions { Url = url, Command = command, Key = key }));

        Assert.Contains(problem, told, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-1", told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(600)]
    public void DeadlineOutOfRange_StopsTheStart(int seconds) =>
        Assert.Single(ServerProblems("a", new AgentServerOptions { Url = "http://127.0.0.1/mcp", Deadline = TimeSpan.FromSeconds(seconds) }));

    private static IEnumerable<string> ServerProblems(string name, AgentServerOptions server) =>
        new AgentOptionsValidator().Validate(name: null, new AgentOptions { Servers = { [name] = server } }).Failures ?? [];

    private static IEnumerable<string> Problems(string? endpoint, string? key, string? name) => new AgentOptionsValidator().Validate(
        name: null,
        new AgentOptions { Models = { ["default"] = new ModelOptions { Endpoint = endpoint, Key = key, Name = name } } }).Failures ?? [];
}
