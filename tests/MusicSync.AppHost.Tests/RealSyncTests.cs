using System.Net.Http.Json;
using System.Text.Json;
using Aspire.Hosting.Testing;

namespace MusicSync.AppHost.Tests;

/// <summary>The whole application started by Aspire, and one sync through it. Needs an orchestrator and a Temporal.</summary>
public sealed class RealSyncTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task Song_SentToTheWorker_IsAddedToThePlaylist()
    {
        // The CLI first: an engine's program may be there without the engine.
        string[] settings = OnPath("temporal") ? ["--Temporal:Mode=process"] : [];
        Assert.SkipUnless(
            settings.Length > 0 || OnPath("docker") || OnPath("podman"), "Neither a container engine nor the Temporal CLI is on PATH; one of them runs Temporal.");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.MusicSync_AppHost>(settings, limit.Token);
        await using var app = await builder.BuildAsync(limit.Token);
        await app.StartAsync(limit.Token);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("worker", limit.Token);

        using var worker = app.CreateHttpClient("worker", "http");
        using var accepted = await worker.PostAsJsonAsync(
            "syncs", new { playlistName = "Through Aspire", title = "Lobby Waltz", artist = "Delta & the Night Porters" }, limit.Token);
        accepted.EnsureSuccessStatusCode();
        var ended = await EndAsync(worker, accepted.Headers.Location!, limit.Token);

        Assert.Equal("completed", ended.GetProperty("state").GetString());
        Assert.Equal(1, ended.GetProperty("changes").GetProperty("added").GetInt32());
    }

    private static async Task<JsonElement> EndAsync(HttpClient worker, Uri sync, CancellationToken cancellationToken)
    {
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (true)
        {
            var status = await worker.GetFromJsonAsync<JsonElement>(sync, cancellationToken);
            if (status.GetProperty("finishedAt").ValueKind is not JsonValueKind.Null)
            {
                return status;
            }

            await poll.WaitForNextTickAsync(cancellationToken);
        }
    }

    private static bool OnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Any(folder => File.Exists(Path.Combine(folder, program)) || File.Exists(Path.Combine(folder, program + ".exe")));
}
