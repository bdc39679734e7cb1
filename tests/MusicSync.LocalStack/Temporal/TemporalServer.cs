using System.Diagnostics;
using System.Globalization;
using MusicSync.LocalStack.Processes;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace MusicSync.LocalStack.Temporal;

/// <summary>The dev server's command line, its readiness, and the one setting that has no flag.</summary>
internal static class TemporalServer
{
    /// <summary>Closed runs stay this long instead of a day: they are the only place where a sync is stored.</summary>
    private const string Retention = "90d";

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

    public static async Task KeepClosedRunsAsync(string cli, string address, CancellationToken cancellationToken)
    {
        string[] words =
        [
            "operator", "namespace", "update", "--address", address, "-n", "default", "--retention", Retention,
            // A profile for some other cluster in the user's environment is not meant for this server.
            "--disable-config-env", "--disable-config-file",
        ];
        var start = new ProcessStartInfo(cli, words) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = await ChildLauncher.StartAsync(start);
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            throw new ServiceStartException(
                $"'temporal {string.Join(' ', words)}' failed: {await output}{await errors}");
        }
    }
}
