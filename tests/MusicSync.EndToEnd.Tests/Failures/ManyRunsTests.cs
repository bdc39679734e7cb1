using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using MusicSync.EndToEnd.Tests.Durability;
using MusicSync.LocalStack;

namespace MusicSync.EndToEnd.Tests.Failures;

/// <summary>A sync that goes on in new runs is one sync to everybody who asks over HTTP.</summary>
public sealed class ManyRunsTests(ManyRunsTests.ShortHistoryStack fixture) : IClassFixture<ManyRunsTests.ShortHistoryStack>
{
    [Fact(Timeout = Chaos.Hung)]
    public async Task SyncOfManyRuns_EndsExactly_IsListedOnce_AndJoinedByItsId()
    {
        await using var scenario = await Scenario.PrepareAsync(fixture, fixture.Take(60), []);
        await scenario.Spotify.FaultAsync(
            new { endpoint = Endpoints.Search, fault = "quota", every = 15, times = 4, retryAfterSeconds = 2 });
        var request = new
        {
            id = $"runs-{Guid.NewGuid():N}",
            playlist = scenario.Playlist,
            songs = scenario.Songs.Select(song => new { song.Title, song.Artist }),
        };

        var sync = await scenario.Worker.StartAsync(request);
        var ended = await scenario.Worker.CompleteAsync(sync);

        await scenario.HoldsExactlyAsync(scenario.Uris);
        Assert.True(await new WorkflowHistory(fixture.Stack.TemporalAddress, $"sync/{sync}").RunsAsync() > 1);
        Assert.Equal(60, (await scenario.Worker.RowsAsync(sync)).Count);
        Assert.Equal(sync, await scenario.Worker.StartAsync(request));
        using var other = await scenario.Worker.PostAsync(JsonContent.Create(new { request.id, request.playlist, title = "A", artist = "B" }));
        Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);
        var listed = JsonDocument.Parse(await scenario.Worker.GetAsync("/syncs")).RootElement.GetProperty("syncs")
            .EnumerateArray().Single(row => row.GetProperty("id").GetString() == sync);
        Assert.Equal(ended.StartedAt, listed.GetProperty("startedAt").GetDateTimeOffset(), TimeSpan.FromSeconds(1));
    }

    public sealed class ShortHistoryStack : DurabilityStack
    {
        protected override LocalStackOptions Options => base.Options with
        {
            Environment = new Dictionary<string, string> { ["Syncs__MostEvents"] = "10" },
        };
    }
}
