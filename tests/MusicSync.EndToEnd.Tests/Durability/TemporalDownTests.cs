using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using MusicSync.EndToEnd.Tests.Fixtures;
using MusicSync.EndToEnd.Tests.Support;
using MusicSync.LocalStack;

namespace MusicSync.EndToEnd.Tests.Durability;

/// <summary>What a caller hears while Temporal does not answer a worker that was connected before.</summary>
public sealed class TemporalDownTests(TemporalDownTests.WireToTemporal fixture) : IClassFixture<TemporalDownTests.WireToTemporal>
{
    [Fact(Timeout = Chaos.Hung)]
    public async Task RefusedConnection_IsToldAtOnce_AndTheRequestMayBeRepeated() =>
        await AssertToldWithinAsync(TimeSpan.FromSeconds(1), fixture.Wire.Refuse, song: 0);

    [Fact(Timeout = Chaos.Hung)]
    public async Task SilentNetwork_IsToldSoon_AndTheRequestMayBeRepeated() =>
        await AssertToldWithinAsync(TimeSpan.FromSeconds(3), fixture.Wire.Silence, song: 1);

    private async Task AssertToldWithinAsync(TimeSpan limit, Action cut, int song)
    {
        using var worker = fixture.Worker();
        var playlist = fixture.NewPlaylistId();
        using var spotify = fixture.Spotify();
        await spotify.PutPlaylistAsync(playlist, []);
        await worker.CompleteAsync(await worker.StartAsync(new { playlist, songs = fixture.Json(song, 1), dryRun = true }));
        var request = new { id = $"down-{song}", playlist, songs = fixture.Json(song, 1) };
        cut();
        try
        {
            await AssertRefusedAsync(limit, () => worker.PostAsync(JsonContent.Create(request)));
            await AssertRefusedAsync(limit, () => worker.GetResponseAsync("/syncs"));
            await AssertRefusedAsync(limit, () => worker.GetResponseAsync($"/syncs/{request.id}"));
        }
        finally
        {
            fixture.Wire.Heal();
        }

        await Eventually.TrueAsync(async () =>
        {
            using var response = await worker.PostAsync(JsonContent.Create(request));
            return response.StatusCode is HttpStatusCode.Accepted;
        });
        await worker.CompleteAsync(request.id);
        Assert.Equal(fixture.Uris(song, 1), (await spotify.PlaylistAsync(playlist)).Items);
    }

    private static async Task AssertRefusedAsync(TimeSpan limit, Func<Task<HttpResponseMessage>> send)
    {
        var started = Stopwatch.GetTimestamp();
        using var response = await send();
        var took = Stopwatch.GetElapsedTime(started);

        Chaos.Write($"{response.RequestMessage!.Method} {response.RequestMessage.RequestUri!.AbsolutePath}: {took.TotalMilliseconds:0} ms");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(5)), (response.StatusCode, response.Headers.RetryAfter?.Delta));
        Assert.True(took < limit, $"It took {took}, longer than {limit}.");
    }

    public sealed class WireToTemporal : MadeSongsStack, IAsyncLifetime
    {
        private TcpProxy? _wire;

        internal TcpProxy Wire => _wire!;

        protected override LocalStackOptions Options => base.Options with
        {
            Route = (_, service, address) => service == ServiceNames.Temporal ? (_wire = new TcpProxy(address)).Address : address,
        };

        async ValueTask IAsyncDisposable.DisposeAsync()
        {
            await DisposeAsync();
            if (_wire is not null)
            {
                await _wire.DisposeAsync();
            }
        }
    }
}
