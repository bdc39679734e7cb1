using MusicSync.EndToEnd.Tests.Fixtures;
using MusicSync.LocalStack.Temporal;
using MusicSync.Worker.Hosting;
using Temporalio.Client;
using Temporalio.Testing;

namespace MusicSync.EndToEnd.Tests.Writers;

/// <summary>
/// A real Temporal server without any service around it: what it does to an activity that is cancelled, or whose worker
/// died, is what these tests are about.
/// </summary>
public sealed class DevServer : IAsyncLifetime
{
    private WorkflowEnvironment? _environment;

    /// <summary>A client as the worker makes it; the test that asks for it is skipped where there is no Temporal.</summary>
    internal ITemporalClient Client
    {
        get
        {
            RequiresTemporal.OrSkip();
            return _environment!.Client;
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (RequiresTemporal.IsMet)
        {
            _environment = await WorkflowEnvironment.StartLocalAsync(new()
            {
                DataConverter = TemporalJson.DataConverter,
                Interceptors = [new TracingInterceptor()],
                DevServerOptions = new()
                {
                    ExistingPath = TemporalCli.OfThisProcess.Find(),
                    // Timers under a second take a second by default.
                    ExtraArgs = ["--dynamic-config-value", "history.timerProcessorMaxTimeShift=\"20ms\""],
                },
            });
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_environment is not null)
        {
            await _environment.DisposeAsync();
        }
    }
}
