using System.Text.Json;
using System.Text.RegularExpressions;
using MusicSync.EndToEnd.Tests.Fixtures;
using MusicSync.LocalStack;

namespace MusicSync.EndToEnd.Tests.OtherClients;

/// <summary>The official MCP conformance suite against the host and the worker as they are, without tools made for the suite.</summary>
public sealed partial class ConformanceTests
{
    private static readonly NodeProgram Suite = new("conformance");

    /// <summary>
    /// A scenario is expected to fail as a whole; these two are mostly about us, so what may fail in them is named. All
    /// but the first need what the host does not have. The first is the SDK's: asked for an unknown version, a server
    /// that also takes sessions names the versions of both, discovery only those without.
    /// </summary>
    private static readonly Dictionary<string, string[]> FailingIn = new()
    {
        ["server-stateless"] =
        [
            "sep-2575-server-unsupported-version-error",
            "sep-2575-http-server-no-independent-requests-on-stream",
            "sep-2575-missing-capability-http-400",
            "sep-2575-server-no-log-without-loglevel",
            "sep-2575-server-rejects-undeclared-capability",
        ],
        ["caching"] =
        [
            "sep-2549-prompts-list-caching-hints",
            "sep-2549-resources-list-caching-hints",
            "sep-2549-resources-templates-list-caching-hints",
        ],
    };

    [Theory]
    [InlineData("2026-07-28")]
    [InlineData("2025-11-25")]
    public async Task Host_FailsOnlyWhatNeedsFixtures(string revision)
    {
        NodeProgram.OrSkip();
        await using var host = new LoneService("MusicSync.McpHost", []);
        await host.StartAsync(TestContext.Current.CancellationToken);
        var results = Results(revision);

        var (exitCode, output) = await Suite.RunAsync(
            "node_modules/@modelcontextprotocol/conformance/dist/index.js", "server",
            "--url", new Uri(host.Url, "mcp").AbsoluteUri,
            "--requirements", revision,
            "--expected-failures", $"expected-{revision}.yml",
            "--output-dir", results.FullName);

        await File.WriteAllTextAsync(
            Path.Combine(results.FullName, "summary.txt"), Colour.Replace(output, ""), TestContext.Current.CancellationToken);
        Assert.True(exitCode == 0, output);
        foreach (var (scenario, expected) in FailingIn)
        {
            foreach (var folder in results.GetDirectories($"server-{scenario}-20*"))
            {
                Assert.Equal(expected.Order(), Failures(folder).Order());
            }
        }
    }

    /// <summary>What the worker itself decides, scenario by scenario; all of the suite would take as long again as for the host.</summary>
    [Fact]
    public async Task Worker_PassesWhatNeedsNoFixtures()
    {
        NodeProgram.OrSkip();
        await using var worker = new LoneService("MusicSync.Worker", new() { ["ConnectionStrings__temporal"] = "127.0.0.1:1", ["services__mcp-host__http__0"] = "http://127.0.0.1:1" });
        await worker.StartAsync(TestContext.Current.CancellationToken);
        string[] scenarios = ["tools-list", "caching", "dns-rebinding-protection", "sep-2164-resource-not-found"];
        using var results = new TemporaryFolder();

        var runs = await Task.WhenAll(scenarios.Select(scenario => Suite.RunAsync(
            "node_modules/@modelcontextprotocol/conformance/dist/index.js", "server",
            "--url", new Uri(worker.Url, "mcp").AbsoluteUri,
            "--spec-version", "2026-07-28",
            "--scenario", scenario,
            "--output-dir", results[scenario])));

        Assert.All(runs, run => Assert.True(run.ExitCode == 0, run.Output));
    }

    [GeneratedRegex(@"\x1B\[\d+m")]
    private static partial Regex Colour { get; }

    // Kept for whoever reads why; .ci/run prints the summaries.
    private static DirectoryInfo Results(string revision)
    {
        var root = RepositoryRoot.FindFrom(AppContext.BaseDirectory) ?? AppContext.BaseDirectory;
        var folder = new DirectoryInfo(Path.Combine(root, "artifacts", "conformance", revision));
        if (folder.Exists)
        {
            folder.Delete(recursive: true);
        }

        folder.Create();
        return folder;
    }

    // [{"id": "sep-2549-tools-list-caching-hints", "status": "SUCCESS", …}]
    private static IEnumerable<string> Failures(DirectoryInfo folder) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(folder.FullName, "checks.json"))).RootElement.EnumerateArray()
            .Where(check => check.GetProperty("status").GetString() == "FAILURE")
            .Select(check => check.GetProperty("id").GetString()!);
}
