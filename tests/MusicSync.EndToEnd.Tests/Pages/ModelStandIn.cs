using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MusicSync.EndToEnd.Tests.Pages;

/// <summary>A server with OpenAI's interface whose model asks for one sync, and is content with whatever becomes of it.</summary>
internal sealed class ModelStandIn : IAsyncDisposable
{
    public const string Answer = "Nothing was changed.";

    private static readonly string Arguments = JsonSerializer.Serialize(
        new { playlistName = "Wished for", songs = new[] { new { title = "Slow Satellite", artist = "Juno Vale" } } });

    private readonly WebApplication _app;

    private ModelStandIn(WebApplication app) => _app = app;

    public Uri Endpoint => new($"{_app.Urls.Single()}/v1");

    public static async Task<ModelStandIn> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapPost("/v1/chat/completions", (JsonElement question) => Results.Json(Completion(IsAnswered(question))));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new ModelStandIn(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static bool IsAnswered(JsonElement question) =>
        question.GetProperty("messages").EnumerateArray().Any(message => message.GetProperty("role").GetString() == "tool");

    private static object Completion(bool isLast)
    {
        var call = new { id = "call_1", type = "function", function = new { name = "sync_songs", arguments = Arguments } };
        object message = isLast
            ? new { role = "assistant", content = Answer }
            : new { role = "assistant", content = "I put them into a playlist.", tool_calls = new[] { call } };
        return new
        {
            id = "completion",
            @object = "chat.completion",
            created = 0,
            model = "stand-in",
            choices = new[] { new { index = 0, finish_reason = isLast ? "stop" : "tool_calls", message } },
        };
    }
}
