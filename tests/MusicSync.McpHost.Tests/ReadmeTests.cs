using System.Text.Json;
using System.Text.RegularExpressions;

namespace MusicSync.McpHost.Tests;

/// <summary>What people copy from the README must be what the program understands.</summary>
public sealed partial class ReadmeTests
{
    [Fact]
    public void ClaudeDesktop_StartsTheHostOverStdio()
    {
        var server = Snippet("mcpServers").GetProperty("musicsync");

        Assert.Equal([StdioHost.Option], server.GetProperty("args").EnumerateArray().Select(argument => argument.GetString()));
        Assert.EndsWith("/artifacts/mcp-host/MusicSync.McpHost", server.GetProperty("command").GetString(), StringComparison.Ordinal);
        Assert.Equal(
            ["Spotify__ClientId"],
            server.GetProperty("env").EnumerateObject().Select(variable => variable.Name));
    }

    [Fact]
    public void VsCode_CallsTheHostWhereItListensByDefault()
    {
        var server = Snippet("servers").GetProperty("musicsync");

        Assert.Equal("http", server.GetProperty("type").GetString());
        Assert.Equal(HttpHost.DefaultAddress + HttpHost.McpPath, server.GetProperty("url").GetString());
        Assert.StartsWith("Bearer ${input:", server.GetProperty("headers").GetProperty("Authorization").GetString(), StringComparison.Ordinal);
    }

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Blocks { get; }

    private static JsonElement Snippet(string member) => Blocks.Matches(File.ReadAllText(Readme()))
        .Select(block => JsonDocument.Parse(block.Groups[1].Value).RootElement)
        .Single(document => document.TryGetProperty(member, out _))
        .GetProperty(member);

    private static string Readme()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "MusicSync.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the checkout.");
        }

        return Path.Combine(folder.FullName, "MusicSync.McpHost", "README.md");
    }
}
