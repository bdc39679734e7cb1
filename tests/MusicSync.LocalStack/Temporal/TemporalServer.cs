using System.Globalization;
using MusicSync.LocalStack.Processes;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace MusicSync.LocalStack.Temporal;

/// <summary>The command lines of both servers, their readiness, and the one setting that has no flag.</summary>
internal static class TemporalServer
{
    /// <summary>Closed runs stay this long instead of a day: they are the only place where a sync is stored.</summary>
    private static readonly TimeSpan Retention = TimeSpan.FromDays(90);

    public static ServiceDefinition Define(string cli, string address, Uri ui, string database) => new(
        ServiceNames.Temporal,
        cli,
        [
            "server", "start-dev",
            "--ip", "127.0.0.1",
            "--port", address.Split(':')[1],
            "--ui-port", ui.Port.ToString(CultureInfo.InvariantCulture),
            "--db-filename", database,
            "--log-level", "warn",
            // Twice the throughput of SQLite's defaults.
            "--sqlite-pragma", "journal_mode=wal",
            "--sqlite-pragma", "synchronous=normal",
            // One shard polls 20 times a second by default, which costs 40 ms a step.
            "--dynamic-config-value", "history.transferProcessorMaxPollRPS=1000",
            // Timers under a second take a second by default. The value is JSON, so its quotes belong to it.
            "--dynamic-config-value", "history.timerProcessorMaxTimeShift=\"20ms\"",
        ],
        new Dictionary<string, string?>(),
        cancellationToken => IsServingAsync(address, cancellationToken));

    public static ServiceDefinition DefineEmbedded(string program, string address, string journal) => new(
        ServiceNames.Temporal,
        program,
        ["--port", address.Split(':')[1], "--journal", journal],
        new Dictionary<string, string?>(),
        cancellationToken => IsServingAsync(address, cancellationToken));

    public static async Task<bool> IsServingAsync(string address, CancellationToken cancellationToken)
    {
        try
        {
            var connection = await TemporalConnection.ConnectAsync(new(address)).WaitAsync(cancellationToken);
            return await connection.CheckHealthAsync(options: new() { CancellationToken = cancellationToken });
        }
        catch (Exception notYet) when (notYet is InvalidOperationException or RpcException)
        {
            return false;
        }
    }

    /// <exception cref="ServiceStartException">The server refused.</exception>
    public static async Task KeepClosedRunsAsync(string address, CancellationToken cancellationToken)
    {
        try
        {
            var connection = await TemporalConnection.ConnectAsync(new(address)).WaitAsync(cancellationToken);
            await connection.WorkflowService.UpdateNamespaceAsync(
                new()
                {
                    Namespace = "default",
                    Config = new() { WorkflowExecutionRetentionTtl = new() { Seconds = (long)Retention.TotalSeconds } },
                },
                new() { Retry = true, CancellationToken = cancellationToken });
        }
        catch (RpcException refused)
        {
            throw new ServiceStartException(
                $"Temporal on {address} does not keep closed runs for {Retention.TotalDays} days: {refused.Message}");
        }
    }
}
