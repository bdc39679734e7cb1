using MusicSync.LocalStack.Processes;

namespace MusicSync.LocalStack;

/// <summary>Temporal, the Spotify simulator, the MCP host and the workers, each a process of its own.</summary>
public sealed class RunningStack : IAsyncDisposable
{
    private readonly StackPlan _plan;
    private readonly ServiceSet _services;

    private RunningStack(StackPlan plan, ServiceSet services) => (_plan, _services) = (plan, services);

    /// <summary>Raised with its name when a service ended that should be running.</summary>
    public event Action<string>? ServiceDied
    {
        add => _services.Died += value;
        remove => _services.Died -= value;
    }

    /// <summary>The first worker.</summary>
    public Uri WorkerUrl => _plan.Addresses.Workers[0];

    /// <summary>All workers, the first one first.</summary>
    public IReadOnlyList<Uri> WorkerUrls => _plan.Addresses.Workers;

    /// <summary>The MCP host; its endpoint is <c>/mcp</c> there.</summary>
    public Uri McpHostUrl => _plan.Addresses.McpHost;

    /// <summary>The simulator: Web API under <c>/v1</c>, control surface under <c>/_simulator</c>.</summary>
    public Uri SpotifyUrl => _plan.Addresses.Spotify;

    /// <summary>Temporal's gRPC endpoint as <c>host:port</c>.</summary>
    public string TemporalAddress => _plan.Addresses.Temporal;

    /// <summary>Which Temporal this is and, for the embedded stand-in, what it lacks: one line for people.</summary>
    public string TemporalLine => _plan.TemporalLine;

    /// <summary>Temporal's web page; null when the server is not the stack's own, and for the embedded stand-in.</summary>
    public Uri? TemporalUiUrl => _plan.Addresses.TemporalUi;

    /// <summary>State of all services, and their output in <c>logs/{name}.log</c>.</summary>
    public string DataDirectory => _plan.Data.Root;

    /// <summary>Names of all services in the order of their start; see <see cref="ServiceNames"/>.</summary>
    public IReadOnlyList<string> Services => _services.Names;

    /// <summary>Starts everything and returns when all services are ready.</summary>
    /// <param name="options">What to start.</param>
    /// <param name="cancellationToken">Gives up; what runs already is stopped.</param>
    /// <returns>The stack; dispose it to stop everything.</returns>
    /// <exception cref="FileNotFoundException">A program that is needed is not there.</exception>
    /// <exception cref="ServiceStartException">A service did not become ready; nothing keeps running.</exception>
    public static async Task<RunningStack> StartAsync(LocalStackOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var plan = StackPlan.Make(options);
        var services = new ServiceSet(plan, options);
        var started = false;
        try
        {
            await services.StartAsync(cancellationToken);
            started = true;
            return new RunningStack(plan, services);
        }
        finally
        {
            if (!started)
            {
                await services.DisposeAsync();
            }
        }
    }

    /// <summary>Process id of a service.</summary>
    /// <param name="service">Its name.</param>
    /// <returns>The id of the serving process itself; null while there is none.</returns>
    public int? Pid(string service) => _services.Find(service).Pid;

    /// <summary>Kills a service (SIGKILL); it is started again a second later, as usual.</summary>
    /// <param name="service">Its name.</param>
    /// <returns>Done when the process is gone.</returns>
    public Task KillAsync(string service) => _services.Find(service).KillAsync();

    /// <summary>Kills a service (SIGKILL) and keeps it down until <see cref="BringUpAsync"/>.</summary>
    /// <param name="service">Its name.</param>
    /// <returns>Done when the process is gone.</returns>
    public Task TakeDownAsync(string service) => _services.Find(service).TakeDownAsync();

    /// <summary>Starts a service that is down.</summary>
    /// <param name="service">Its name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when the service is ready.</returns>
    public Task BringUpAsync(string service, CancellationToken cancellationToken) =>
        _services.Find(service).BringUpAsync(cancellationToken);

    /// <summary>Stops a service in its own time (SIGTERM) and starts it again.</summary>
    /// <param name="service">Its name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when the service is ready again.</returns>
    public Task RestartAsync(string service, CancellationToken cancellationToken) =>
        _services.Find(service).RestartAsync(cancellationToken);

    /// <summary>Freezes a service (SIGSTOP).</summary>
    /// <param name="service">Its name.</param>
    public void Suspend(string service) => _services.Find(service).Signal(Signals.SendStop);

    /// <summary>Lets a frozen service go on (SIGCONT).</summary>
    /// <param name="service">Its name.</param>
    public void Resume(string service) => _services.Find(service).Signal(Signals.SendContinue);

    /// <summary>Waits until a service is ready; at once when it is.</summary>
    /// <param name="service">Its name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when ready.</returns>
    public Task WaitUntilReadyAsync(string service, CancellationToken cancellationToken) =>
        _services.Find(service).WaitUntilReadyAsync(cancellationToken);

    /// <summary>Stops workers and MCP host before Temporal, within 10 s; a temporary data folder is removed.</summary>
    /// <returns>Done when no process is left.</returns>
    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _plan.Data.Remove();
    }
}
