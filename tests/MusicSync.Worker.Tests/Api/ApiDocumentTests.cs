using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MusicSync.ServiceDefaults;
using MusicSync.Worker.Api;
using MusicSync.Worker.Api.OpenApi;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Spotify;

namespace MusicSync.Worker.Tests.Api;

/// <summary>The API's document, compared with a golden file, so that a change is seen in review; <c>MUSICSYNC_UPDATE_GOLDEN=1</c> writes it anew.</summary>
public sealed partial class ApiDocumentTests
{
    private const string Golden = "Api/openapi.golden.json";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Document_IsTheGoldenOne()
    {
        var (_, text, _) = await GetAsync("/openapi/v1.json");
        var document = JsonNode.Parse(text)!.ToJsonString(Indented).ReplaceLineEndings("\n") + "\n";
        if (Environment.GetEnvironmentVariable("MUSICSYNC_UPDATE_GOLDEN") is "1")
        {
            await File.WriteAllTextAsync(Path.Combine(Sources(), Golden), document, Token);
        }

        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(Sources(), Golden), Token), document);
    }

    [Fact]
    public async Task Document_HasEveryRoute_WithProblemsAndExamples()
    {
        var (_, text, _) = await GetAsync("/openapi/v1.json");
        var operations = JsonNode.Parse(text)!["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(call => (Name: $"{call.Key} {path.Key}", Operation: call.Value!))).ToList();

        Assert.Equal(
            [
                "delete /agents/{id}", "delete /choices/{key}", "delete /orders/{id}", "delete /syncs/{id}", "get /agents", "get /agents/{id}", "get /agents/{id}/transcript",
                "get /alive", "get /choices", "get /health", "get /health/mcp", "get /orders", "get /orders/{id}", "get /syncs", "get /syncs/{id}", "get /syncs/{id}/events",
                "get /syncs/{id}/report", "patch /orders/{id}", "post /agents", "post /agents/{id}/decisions", "post /agents/{id}/messages", "post /agents/{id}/resume",
                "post /orders", "post /orders/{id}/confirm", "post /orders/{id}/run", "post /syncs", "post /syncs/{id}/resume", "post /syncs/{id}/rows/{line}", "post /syncs/{id}/undo",
            ],
            operations.Select(call => call.Name).Order(StringComparer.Ordinal));
        Assert.All(
            operations.Where(call => call.Name != "get /alive").SelectMany(call => call.Operation["responses"]!.AsObject()).Where(answer => answer.Key is not "204"),
            answer => Assert.All(answer.Value!["content"]!.AsObject(), content => Assert.NotNull(content.Value!["example"])));
    }

    [Fact]
    public async Task Page_LoadsNothingFromElsewhere_AndRunsOnlyScriptsWithItsNonce()
    {
        var (status, html, policy) = await GetAsync("/docs/");

        Assert.Equal(HttpStatusCode.OK, status);
        var nonce = Nonce.Match(policy!).Groups[1].Value;
        Assert.NotEmpty(nonce);
        Assert.All(Scripts.Matches(html), script => Assert.Contains(nonce, script.Value, StringComparison.Ordinal));
        Assert.DoesNotMatch(@"(src|href)=""(https?:)?//", html);
        Assert.DoesNotContain("unsafe-inline", policy!.Split(';').Single(part => part.Contains("script-src", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    private static async Task<(HttpStatusCode Status, string Text, string? Policy)> GetAsync(string path)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        builder.AddServiceDefaults();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddMcp().AddSpotify(new Uri("http://127.0.0.1:1/mcp")).AddApi();
        await using var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapMcpHealth();
        app.MapApi();
        app.MapApiDocument();
        await app.StartAsync(Token);
        using var http = new HttpClient();
        using var response = await http.GetAsync(new Uri(app.Urls.Single() + path), Token);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Token),
            response.Headers.TryGetValues("Content-Security-Policy", out var policy) ? policy.Single() : null);
    }

    private static string Sources([System.Runtime.CompilerServices.CallerFilePath] string file = "") =>
        Path.GetDirectoryName(Path.GetDirectoryName(file))!;

    [GeneratedRegex("'nonce-([^']+)'")]
    private static partial Regex Nonce { get; }

    [GeneratedRegex("<script[^>]*>")]
    private static partial Regex Scripts { get; }
}
