using System.Net.ServerSentEvents;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using MusicSync.Worker.Api;

namespace MusicSync.Worker.Tests.Api;

/// <summary>The stream as it goes over the wire.</summary>
public sealed class EventStreamTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Events_AreWrittenAsTheyCome_AndTheStreamEndsWithThem()
    {
        await using var bench = await Bench.StartAsync();
        bench.Send(new SseItem<string>("{\"a\":1}", "status") { EventId = "7f" });
        bench.Send(new SseItem<string>("<p>\n</p>", "view"));
        bench.End();

        Assert.Equal(
            "retry: 2000\n\nid: 7f\nevent: status\ndata: {\"a\":1}\n\nevent: view\ndata: <p>\ndata: </p>\n\n",
            await bench.Body.ReadToEndAsync(Token));
    }

    [Fact]
    public async Task QuietStream_SaysThatItIsStillThere()
    {
        await using var bench = await Bench.StartAsync();
        Assert.Equal("retry: 2000", await bench.Body.ReadLineAsync(Token));
        Assert.Equal("", await bench.Body.ReadLineAsync(Token));

        var line = bench.Body.ReadLineAsync(Token).AsTask();
        while (!line.IsCompleted)
        {
            // The heartbeat's timer may not be there yet.
            bench.Time.Advance(TimeSpan.FromSeconds(15));
            await Task.Yield();
        }

        Assert.Equal(": still here", await line);
    }

    [Fact]
    public async Task EndOfTheProcess_EndsTheStream()
    {
        await using var bench = await Bench.StartAsync();

        await bench.StopAsync();

        Assert.Equal("retry: 2000\n\n", await bench.Body.ReadToEndAsync(Token));
    }

    private sealed class Bench : IAsyncDisposable
    {
        private readonly Channel<SseItem<string>> _events = Channel.CreateUnbounded<SseItem<string>>();
        private readonly HttpClient _http = new();
        private WebApplication _app = null!;

        public FakeTimeProvider Time { get; } = new();

        public StreamReader Body { get; private set; } = null!;

        public static async Task<Bench> StartAsync()
        {
            var bench = new Bench();
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
            builder.Services.AddSingleton<TimeProvider>(bench.Time);
            bench._app = builder.Build();
            bench._app.MapGet("/", () => new EventStream(bench._events.Reader.ReadAllAsync(CancellationToken.None)));
            await bench._app.StartAsync(Token);
            var response = await bench._http.GetAsync(new Uri(bench._app.Urls.Single()), HttpCompletionOption.ResponseHeadersRead, Token);
            Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
            bench.Body = new StreamReader(await response.Content.ReadAsStreamAsync(Token));
            return bench;
        }

        public void Send(SseItem<string> item) => _events.Writer.TryWrite(item);

        public void End() => _events.Writer.Complete();

        public Task StopAsync() => _app.StopAsync(Token);

        public async ValueTask DisposeAsync()
        {
            _http.Dispose();
            await _app.DisposeAsync();
        }
    }
}
