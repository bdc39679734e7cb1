using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using MusicSync.Worker.Api;

namespace MusicSync.Worker.Tests.Api;

public sealed class ProblemHandlerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task StoredResultThatCannotBeRead_IsNotTheCallersFault()
    {
        var (status, detail) = await SendAsync(HttpMethod.Get, "/stored", body: null);

        Assert.Equal(HttpStatusCode.InternalServerError, status);
        Assert.Contains("version", detail, StringComparison.Ordinal);
        Assert.Matches("trace [0-9A-Za-z:]+", detail);
        Assert.DoesNotContain("JSON validator", detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"playlistName": """)]
    [InlineData("""{"playlistName": "Mix", "songs": [}""")]
    [InlineData("")]
    public async Task BodyThatIsNoJson_IsTheCallersFault(string body)
    {
        var (status, detail) = await SendAsync(HttpMethod.Post, "/body", body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("JSON validator", detail, StringComparison.Ordinal);
    }

    private static async Task<(HttpStatusCode Status, string Detail)> SendAsync(HttpMethod method, string path, string? body)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        builder.Services.AddApi();
        await using var app = builder.Build();
        app.UseExceptionHandler();
        app.MapGet("/stored", string? () => JsonSerializer.Deserialize<string>("{\"rows\": \"of another version"));
        app.MapPost("/body", async (HttpRequest request) => (await SyncBodyReader.ReadAsync(request, Token)).List.Songs.Count);
        await app.StartAsync(Token);
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        using var request = new HttpRequestMessage(method, path)
        {
            Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"),
        };
        using var response = await http.SendAsync(request, Token);
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Token));
        return (response.StatusCode, problem.RootElement.GetProperty("detail").GetString()!);
    }
}
