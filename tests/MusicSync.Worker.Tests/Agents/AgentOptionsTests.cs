using MusicSync.Worker.Agents.Models;

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

    private static IEnumerable<string> Problems(string? endpoint, string? key, string? name) => new AgentOptionsValidator().Validate(
        name: null,
        new AgentOptions { Models = { ["default"] = new ModelOptions { Endpoint = endpoint, Key = key, Name = name } } }).Failures ?? [];
}
