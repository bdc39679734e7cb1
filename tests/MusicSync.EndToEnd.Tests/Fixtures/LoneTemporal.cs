using MusicSync.EmbeddedTemporal;
using MusicSync.LocalStack.Temporal;
using MusicSync.Worker.Temporal;
using Temporalio.Client;
using Temporalio.Testing;

namespace MusicSync.EndToEnd.Tests.Fixtures;

/// <summary>
/// The run's Temporal without any service around it: what it does to an activity that is cancelled, or to a worker that it
/// refuses, is what these tests are about.
/// </summary>
public sealed class LoneTemporal : IAsyncLifetime
{
    private const int Attempts = 4;

    private IAsyncDisposable? _server;

    /// <summary>A client as the worker makes it.</summary>
    internal ITemporalClient Client { get; private set; } = null!;

    /// <summary>Where it listens, <c>host:port</c>.</summary>
    internal string Address => Client.Connection.Options.TargetHost!;

    public async ValueTask InitializeAsync()
    {
        var options = new TemporalClientConnectOptions
        {
            DataConverter = TemporalJson.DataConverter,
            Interceptors = [new TracingInterceptor()],
        };
        if (TemporalChoice.Make(TestRun.Temporal, TemporalCli.OfThisProcess.Find).Cli is { } cli)
        {
            var server = await StartAsync(new()
            {
                DataConverter = options.DataConverter,
                Interceptors = options.Interceptors,
                DevServerOptions = new()
                {
                    ExistingPath = cli,
                    // Timers under a second take a second by default.
                    ExtraArgs = ["--dynamic-config-value", "history.timerProcessorMaxTimeShift=\"20ms\""],
                },
            });
            _server = server;
            Client = server.Client;
        }
        else
        {
            var server = await EmbeddedServer.StartAsync(new(), TestContext.Current.CancellationToken);
            _server = server;
            options.TargetHost = server.Address;
            Client = await TemporalClient.ConnectAsync(options);
        }
    }

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? default;

    // The SDK gives the server five seconds, which a machine that starts ten other stacks may not.
    private static async Task<WorkflowEnvironment> StartAsync(WorkflowEnvironmentStartLocalOptions options)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await WorkflowEnvironment.StartLocalAsync(options);
            }
            catch (InvalidOperationException) when (attempt < Attempts)
            {
                // It has been ended; the next one is a new process on a new port.
            }
        }
    }
}
