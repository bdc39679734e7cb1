using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MusicSync.LocalStack.Commands;

namespace MusicSync.AppHost.Running;

/// <summary>Starts everything under Aspire, syncs one list as the local stack does, and stops everything.</summary>
internal static class ForOneSync
{
    private const string Worker = "worker";

    // A first start compiles nothing and takes 10 to 25 s; this is for a machine that is busy with something else.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static async Task<int> RunAsync(
        SyncArguments arguments, string[] settings, Action<IDistributedApplicationBuilder> compose)
    {
        try
        {
            var list = SongListFile.Open(arguments.File);
            await using var app = Build(settings, compose);
            return await RunAsync(app, list, arguments.PlaylistName);
        }
        catch (BadInputException bad)
        {
            return await FailAsync(bad.Message, ExitCodes.BadInput);
        }
        catch (Exception failure) when (failure is RefusedException or SyncApiException)
        {
            return await FailAsync(failure.Message, ExitCodes.Failure);
        }
    }

    // Aspire's own lines would drown the sync's.
    private static DistributedApplication Build(string[] settings, Action<IDistributedApplicationBuilder> compose)
    {
        var builder = AppHostCommandLine.CreateBuilder(settings);
        builder.Services.AddLogging(logging => logging
            .AddFilter("Aspire.Hosting.DistributedApplication", LogLevel.Warning)
            .AddFilter(RunLog.Category, LogLevel.Warning)
            .AddFilter(RunLog.TemporalCategory, LogLevel.Information));
        compose(builder);
        return builder.Build();
    }

    private static async Task<int> RunAsync(DistributedApplication app, SongListFile list, string playlistName)
    {
        var stopping = app.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        try
        {
            Console.WriteLine("Starting Temporal, Spotify, MCP host and worker …");
            await app.StartAsync(stopping);
            var worker = await ReadyWorkerAsync(app, stopping);
            Console.WriteLine($"  worker     {new Uri(worker, "syncs")}");
            if (Dashboard(app.Services.GetRequiredService<IConfiguration>()) is { } dashboard)
            {
                Console.WriteLine($"  dashboard  {dashboard}");
            }

            return await OneSync.RunAsync(worker, list, playlistName, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return await FailAsync("Stopped before the sync was complete; the next start goes on with it.", ExitCodes.Failure);
        }
        finally
        {
            await app.StopAsync(CancellationToken.None);
        }
    }

    private static async Task<Uri> ReadyWorkerAsync(DistributedApplication app, CancellationToken stopping)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        limit.CancelAfter(Patience);
        try
        {
            await app.ResourceNotifications.WaitForResourceHealthyAsync(Worker, limit.Token);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            throw new RefusedException(
                $"The worker was not ready after {Patience.TotalMinutes:0} min.{Environment.NewLine}{string.Join(Environment.NewLine, States(app))}");
        }

        var worker = app.Services.GetRequiredService<DistributedApplicationModel>().Resources
            .OfType<IResourceWithEndpoints>().Single(resource => resource.Name == Worker);
        return new Uri(worker.GetEndpoint("http").Url);
    }

    // "  temporal: Exited, exit code 1" and "  worker: Running; mcp-tools: The MCP host does not answer"
    private static IEnumerable<string> States(DistributedApplication app)
    {
        foreach (var resource in app.Services.GetRequiredService<DistributedApplicationModel>().Resources)
        {
            if (resource is IResourceWithEndpoints or IResourceWithConnectionString
                && app.ResourceNotifications.TryGetCurrentState(resource.Name, out var state))
            {
                var unhealthy = state.Snapshot.HealthReports
                    .Where(report => report.Status is not HealthStatus.Healthy)
                    .Select(report => $"; {report.Name}: {report.Description ?? "no answer"}");
                yield return $"  {resource.Name}: {state.Snapshot.State?.Text}{string.Concat(unhealthy)}";
            }
        }
    }

    // Aspire prints the same link in the lines that are left out here.
    private static string? Dashboard(IConfiguration configuration) =>
        configuration["ASPNETCORE_URLS"]?.Split(';')[0] is { Length: > 0 } address
        && configuration["AppHost:BrowserToken"] is { Length: > 0 } token
            ? $"{address}/login?t={token}"
            : null;

    private static async Task<int> FailAsync(string message, int exitCode)
    {
        await Console.Error.WriteLineAsync(message);
        return exitCode;
    }
}
