using MusicSync.EndToEnd.Tests.Fixtures;
using MusicSync.EndToEnd.Tests.Support;
using MusicSync.LocalStack;
using MusicSync.Worker.Syncs;

namespace MusicSync.EndToEnd.Tests.Syncs;

/// <summary>SIGKILL in the middle of matching changes nothing about the playlist.</summary>
public sealed class KilledWhileMatchingTests(KilledWhileMatchingTests.SlowStack fixture) : IClassFixture<KilledWhileMatchingTests.SlowStack>
{
    [Theory]
    [InlineData(ServiceNames.Worker)]
    [InlineData(ServiceNames.McpHost)]
    public async Task KilledService_EndsInTheSamePlaylist(string service)
    {
        using var worker = fixture.Worker();
        using var spotify = fixture.Spotify();
        await spotify.ResetCallsAsync();
        var id = await worker.StartCsvAsync(MadeSongs.Csv(fixture.Songs), $"Killed {service}");

        await worker.WaitAsync(id, status => status is { State: SyncState.Matching, Songs.Matched: >= 20 });
        await fixture.Stack.KillAsync(service);
        var status = await worker.CompleteAsync(id);

        Assert.Equal(fixture.Uris(0, fixture.Songs.Count), (await spotify.PlaylistAsync(status.Playlist.Id!)).Items);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{(await spotify.CallsAsync()).Searches} searches for {fixture.Songs.Count} songs");
    }

    public sealed class SlowStack : MadeSongsStack
    {
        protected override LocalStackOptions Options => base.Options with { Latency = TimeSpan.FromMilliseconds(80) };
    }
}
