using Microsoft.Extensions.Time.Testing;
using MusicSync.SpotifySimulator.Hosting;

namespace MusicSync.SpotifySimulator.Tests;

public sealed class SnapshotTests
{
    [Fact]
    public async Task Read_AfterAWrite_ShowsTheItemsAtOnceAndTheSnapshotIdLater()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var simulator = await Simulator.StartAsync(new SimulatorOptions { Time = time });
        var playlist = simulator.Server.Playlists.Add("P");
        time.Advance(TimeSpan.FromMinutes(1));

        var written = await simulator.PostAsync($"/v1/playlists/{playlist.Id}/items", new { uris = simulator.Uris(1) });
        time.Advance(TimeSpan.FromSeconds(29));
        var early = await simulator.GetAsync($"/v1/playlists/{playlist.Id}");
        time.Advance(TimeSpan.FromSeconds(1));
        var late = await simulator.GetAsync($"/v1/playlists/{playlist.Id}");

        Assert.Equal(1, (int)early.Json["items"]!["total"]!);
        Assert.Equal(playlist.SnapshotId, early.Json["snapshot_id"]!.ToString());
        Assert.Equal(written.Json["snapshot_id"]!.ToString(), late.Json["snapshot_id"]!.ToString());
    }

    [Fact]
    public async Task Read_WithoutSnapshotLag_ShowsTheNewSnapshotIdAtOnce()
    {
        await using var simulator = await Simulator.StartAsync(new SimulatorOptions { SnapshotLag = TimeSpan.Zero });
        var playlist = simulator.Server.Playlists.Add("P");

        var written = await simulator.PostAsync($"/v1/playlists/{playlist.Id}/items", new { uris = simulator.Uris(1) });
        var read = await simulator.GetAsync($"/v1/playlists/{playlist.Id}");

        Assert.Equal(written.Json["snapshot_id"]!.ToString(), read.Json["snapshot_id"]!.ToString());
    }
}
