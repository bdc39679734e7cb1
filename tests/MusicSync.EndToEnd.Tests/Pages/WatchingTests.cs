using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;
using MusicSync.EndToEnd.Tests.Fixtures;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Temporal;

namespace MusicSync.EndToEnd.Tests.Pages;

/// <summary>Server-sent events of a real sync.</summary>
public sealed class WatchingTests(MadeSongsStack stack) : IClassFixture<MadeSongsStack>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Watcher_SeesTheSyncToItsEnd_AndIsThenSentHome()
    {
        using var worker = stack.Worker();
        using var http = new HttpClient { BaseAddress = stack.Stack.WorkerUrl };
        var id = await worker.StartAsync(new { playlistName = "Watched", songs = stack.Json(0, 30) });

        using var stream = await http.GetAsync(new Uri($"/syncs/{id}/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Token);
        var events = new List<SseItem<string>>();
        await foreach (var item in SseParser.Create(await stream.Content.ReadAsStreamAsync(Token)).EnumerateAsync(Token))
        {
            events.Add(item);
        }

        Assert.All(events, item => Assert.Equal("status", item.EventType));
        Assert.Equal(events.Count, events.Select(item => item.EventId).Distinct().Count());
        Assert.Equal(SyncState.Completed, JsonSerializer.Deserialize<SyncStatus>(events[^1].Data, TemporalJson.Options)!.State);

        using var again = new HttpRequestMessage(HttpMethod.Get, $"/syncs/{id}/events");
        again.Headers.Add("Last-Event-ID", events[^1].EventId);
        using var answer = await http.SendAsync(again, Token);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    [Fact]
    public async Task UnknownSync_IsNotFound()
    {
        using var worker = stack.Worker();
        using var answer = await worker.GetResponseAsync("/syncs/no-such-sync/events");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }
}
