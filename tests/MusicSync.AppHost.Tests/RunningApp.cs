using System.Net.Http.Json;
using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace MusicSync.AppHost.Tests;

/// <summary>Everything, started by Aspire once for all tests of a class.</summary>
public sealed class RunningApp : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly TemporaryFolder _folder = new();
    private DistributedApplication? _app;

    internal DistributedApplication App => _app!;

    public async ValueTask InitializeAsync()
    {
        using var limit = Limit();
        // Slow enough to be met in the middle of a sync.
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.MusicSync_AppHost>(
            [.. TemporalOfTests.Settings(_folder.Root), "--Simulator:LatencyMs=250"], limit.Token);
        _app = await builder.BuildAsync(limit.Token);
        await _app.StartAsync(limit.Token);
        await _app.ResourceNotifications.WaitForResourceHealthyAsync("worker", limit.Token);
    }

    /// <summary>Starts the sync of the sample list.</summary>
    internal async Task<Uri> StartSyncAsync(string playlistName, CancellationToken cancellationToken)
    {
        using var worker = App.CreateHttpClient("worker", "http");
        using var list = new ByteArrayContent(await File.ReadAllBytesAsync(ProgramTests.Sample, cancellationToken));
        list.Headers.ContentType = new("text/csv");
        using var accepted = await worker.PostAsync($"syncs?playlistName={Uri.EscapeDataString(playlistName)}", list, cancellationToken);
        accepted.EnsureSuccessStatusCode();
        return new Uri(worker.BaseAddress!, accepted.Headers.Location!);
    }

    /// <summary>Its status as soon as it is as wanted; while the worker does not answer it is asked again.</summary>
    internal static async Task<JsonElement> StatusAsync(Uri sync, Func<JsonElement, bool> isWanted, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        using var http = new HttpClient();
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (true)
        {
            try
            {
                var status = await http.GetFromJsonAsync<JsonElement>(sync, limit.Token);
                if (isWanted(status))
                {
                    return status;
                }
            }
            catch (HttpRequestException)
            {
                // Down, as it was meant to be.
            }

            await poll.WaitForNextTickAsync(limit.Token);
        }
    }

    internal async Task<ExecuteCommandResult> CommandAsync(string resource, string command, CancellationToken cancellationToken) =>
        await App.ResourceCommands.ExecuteCommandAsync(
            App.Services.GetRequiredService<DistributedApplicationModel>().Resources.Single(known => known.Name == resource),
            command,
            cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        _folder.Dispose();
    }

    private static CancellationTokenSource Limit()
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        return limit;
    }
}
