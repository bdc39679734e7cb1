using System.Diagnostics.CodeAnalysis;
using MusicSync.LocalStack.Processes;
using MusicSync.LocalStack.Temporal;

namespace MusicSync.LocalStack;

/// <summary>All services of a stack: their order of start and stop, and the ready file.</summary>
internal sealed class ServiceSet : IAsyncDisposable
{
    private static readonly TimeSpan RestartDelay = TimeSpan.FromSeconds(1);

    private readonly StackPlan _plan;
    private readonly LocalStackOptions _options;
    private readonly SupervisedService? _temporal;
    private readonly SupervisedService _spotify;
    private readonly SupervisedService _mcpHost;
    private readonly SupervisedService[] _workers;
    private readonly SupervisedService[] _all;
    private readonly Lock _readyFile = new();
    private bool _started;

    public ServiceSet(StackPlan plan, LocalStackOptions options)
    {
        _plan = plan;
        _options = options;
        _temporal = plan.TemporalService() is { } temporal ? Supervise(temporal) : null;
        _spotify = Supervise(plan.Services.Spotify());
        _mcpHost = Supervise(plan.Services.McpHost());
        _workers = [.. Enumerable.Range(1, options.Workers).Select(number => Supervise(plan.Services.Worker(number)))];
        SupervisedService[] own = _temporal is null ? [] : [_temporal];
        _all = [.. own, _spotify, _mcpHost, .. _workers];
    }

    public event Action<string>? Died;

    public IReadOnlyList<string> Names => [.. _all.Select(service => service.Name)];

    public SupervisedService Find(string name) => _all.FirstOrDefault(service => service.Name == name)
        ?? throw new ArgumentException($"There is no '{name}', only {string.Join(", ", Names)}.", nameof(name));

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_options.ReadyFile is { } file)
        {
            // Who waits for it must not find that of an earlier stack.
            File.Delete(file);
        }

        await Task.WhenAll(StartTemporalAsync(cancellationToken), StartSpotifySideAsync(cancellationToken));
        await Task.WhenAll(_workers.Select(worker => worker.StartAsync(cancellationToken)));
        _started = true;
        WriteReadyFile();
    }

    public async ValueTask DisposeAsync()
    {
        _started = false;
        await StopAsync(_workers);
        await StopAsync(_mcpHost);
        await StopAsync(_temporal is null ? [_spotify] : [_spotify, _temporal]);
    }

    private static Task StopAsync(params SupervisedService[] services) =>
        Task.WhenAll(services.Select(service => service.DisposeAsync().AsTask()));

    private SupervisedService Supervise(ServiceDefinition definition)
    {
        var service = new SupervisedService(
            definition, _plan.Data.LogOf(definition.Name), _options.Restart ? RestartDelay : null);
        service.BecameReady += WriteReadyFile;
        service.Died += () => Died?.Invoke(definition.Name);
        return service;
    }

    private async Task StartTemporalAsync(CancellationToken cancellationToken)
    {
        if (_temporal is not null)
        {
            await _temporal.StartAsync(cancellationToken);
            await TemporalServer.KeepClosedRunsAsync(_plan.Addresses.Temporal, cancellationToken);
        }
    }

    private async Task StartSpotifySideAsync(CancellationToken cancellationToken)
    {
        await _spotify.StartAsync(cancellationToken);
        await _mcpHost.StartAsync(cancellationToken);
    }

    private void WriteReadyFile()
    {
        lock (_readyFile)
        {
            if (_started && _options.ReadyFile is { } file && _all.All(service => service.IsReady))
            {
                Describe().WriteTo(file);
            }
        }
    }

    private ReadyFile Describe()
    {
        ReadyService[] workers = [.. _workers.Zip(_plan.Addresses.Workers, Describe)];
        return new ReadyFile(
            workers[0],
            Describe(_mcpHost, _plan.Addresses.McpHost),
            Describe(_spotify, _plan.Addresses.Spotify),
            new ReadyTemporal(_plan.Addresses.Temporal, Origin(_plan.Addresses.TemporalUi), _temporal?.Pid),
            workers);
    }

    private static ReadyService Describe(SupervisedService service, Uri url) => new(Origin(url), service.Pid);

    [return: NotNullIfNotNull(nameof(url))]
    private static string? Origin(Uri? url) => url?.GetLeftPart(UriPartial.Authority);
}
