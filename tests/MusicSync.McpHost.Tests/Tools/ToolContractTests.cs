using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using MusicSync.McpHost.Tests.Support;

namespace MusicSync.McpHost.Tests.Tools;

public sealed class ToolContractTests
{
    private const string UpdateSwitch = "MUSICSYNC_UPDATE_GOLDEN";

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Fact]
    public async Task Tools_AreTheOnesInTheGoldenFile()
    {
        await using var bench = await TestBench.StartAsync();
        var tools = await bench.Client.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken);
        var actual = Describe(tools.Select(tool => JsonSerializer.SerializeToNode(tool.ProtocolTool, tool.JsonSerializerOptions)!));

        if (Environment.GetEnvironmentVariable(UpdateSwitch) is "1")
        {
            await File.WriteAllTextAsync(GoldenFile(), actual, TestContext.Current.CancellationToken);
        }

        var golden = await File.ReadAllTextAsync(GoldenFile(), TestContext.Current.CancellationToken);
        Assert.True(
            golden == actual,
            $"The tools differ from Tools.golden.json, which callers rely on. If that is meant, run the tests once with {UpdateSwitch}=1 and review the difference.\n{actual}");
    }

    [Fact]
    public async Task EveryTool_StatesItsHintsAndDescribesItsArguments()
    {
        await using var bench = await TestBench.StartAsync();

        foreach (var tool in await bench.Client.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken))
        {
            var hints = tool.ProtocolTool.Annotations!;
            Assert.NotNull(hints.Title);
            Assert.NotNull(hints.ReadOnlyHint);
            Assert.NotNull(hints.DestructiveHint);
            Assert.NotNull(hints.IdempotentHint);
            Assert.NotNull(hints.OpenWorldHint);
            Assert.NotNull(tool.ProtocolTool.OutputSchema);
            Assert.All(
                tool.JsonSchema.GetProperty("properties").EnumerateObject(),
                argument => Assert.True(argument.Value.TryGetProperty("description", out _), $"{tool.Name}.{argument.Name}"));
        }
    }

    private static string Describe(IEnumerable<JsonNode> tools) =>
        new JsonArray([.. tools.OrderBy(tool => tool["name"]!.GetValue<string>(), StringComparer.Ordinal)]).ToJsonString(Readable) + "\n";

    private static string GoldenFile([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "Tools.golden.json");
}
