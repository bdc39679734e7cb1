using MusicSync.EmbeddedTemporal.Time;
using Temporalio.Client;
using Temporalio.Client.Interceptors;
using Temporalio.Testing;

namespace MusicSync.EmbeddedTemporal;

/// <summary>
/// A Temporal in the test's own process whose hours pass at once: while a test waits in <see cref="DelayAsync"/> or for a
/// workflow's result, and nothing is under way, time jumps to the next timer, retry or timeout.
/// </summary>
/// <remarks>
/// It starts in milliseconds and needs no other program. Give <see cref="Clock"/> to whatever else of the test knows the
/// time, and all of it agrees with the workflows.
/// </remarks>
public sealed class EmbeddedEnvironment : WorkflowEnvironment
{
    private readonly EmbeddedServer _server;
    private readonly AsyncLocal<bool> _isSkippingDisabled = new();

    private EmbeddedEnvironment(EmbeddedServer server, TemporalClient client)
        : base(client)
    {
        _server = server;
        var options = (TemporalClientOptions)client.Options.Clone();
        options.Interceptors = [.. options.Interceptors ?? [], new SkippingWhileWaiting(this)];
        Client = new TemporalClient(client.Connection, options);
    }

    /// <summary>The environment's time. Its timers end when their moment is reached or jumped over.</summary>
    public TimeProvider Clock => _server.Engine.Clock;

    /// <summary>The server's address, for clients in other processes.</summary>
    /// <value><c>127.0.0.1:port</c></value>
    public string Address => _server.Address;

    /// <inheritdoc/>
    public override bool SupportsTimeSkipping => true;

    private TimeSkipping Time => _server.Engine.TimeSkipping;

    /// <summary>Starts an environment with the SDK's usual client.</summary>
    /// <param name="options">Null for an empty server in memory; its time skips, whatever the options say.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    public static Task<EmbeddedEnvironment> StartAsync(EmbeddedServerOptions? options, CancellationToken cancellationToken) =>
        StartAsync(options, new TemporalClientConnectOptions(), cancellationToken);

    /// <summary>Starts an environment with a client of one's own.</summary>
    /// <param name="options">Null for an empty server in memory; its time skips, whatever the options say.</param>
    /// <param name="clientOptions">Data converter, interceptors and so on; its address and namespace are the server's.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    public static async Task<EmbeddedEnvironment> StartAsync(
        EmbeddedServerOptions? options, TemporalClientConnectOptions clientOptions, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clientOptions);
        options = (options ?? new()) with { TimeSkipping = true };
        var server = await EmbeddedServer.StartAsync(options, cancellationToken);
        try
        {
            var connect = (TemporalClientConnectOptions)clientOptions.Clone();
            connect.TargetHost = server.Address;
            connect.Namespace = options.Namespace;
            return new(server, await TemporalClient.ConnectAsync(connect));
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public override Task DelayAsync(TimeSpan delay, CancellationToken? cancellationToken = null) =>
        Time.SleepAsync(delay, isReleasing: true, cancellationToken ?? CancellationToken.None);

    /// <inheritdoc/>
    public override Task<DateTime> GetCurrentTimeAsync() => Task.FromResult(Clock.GetUtcNow().UtcDateTime);

    /// <inheritdoc/>
    public override async Task<T> WithAutoTimeSkippingDisabledAsync<T>(Func<Task<T>> func)
    {
        ArgumentNullException.ThrowIfNull(func);
        _isSkippingDisabled.Value = true;
        return await func();
    }

    /// <inheritdoc/>
    public override Task ShutdownAsync() => _server.DisposeAsync().AsTask();

    private async Task<T> SkipWhileAsync<T>(Func<Task<T>> wait)
    {
        if (_isSkippingDisabled.Value)
        {
            return await wait();
        }

        Time.Release();
        try
        {
            return await wait();
        }
        finally
        {
            Time.Hold();
        }
    }

    /// <summary>Handles of started workflows let time pass while somebody waits for their result, as the SDK's own do.</summary>
    private sealed class SkippingWhileWaiting(EmbeddedEnvironment environment) : IClientInterceptor
    {
        public ClientOutboundInterceptor InterceptClient(ClientOutboundInterceptor nextInterceptor) =>
            new Starts(nextInterceptor, environment);

        private sealed class Starts(ClientOutboundInterceptor next, EmbeddedEnvironment environment) : ClientOutboundInterceptor(next)
        {
            public override async Task<WorkflowHandle<TWorkflow, TResult>> StartWorkflowAsync<TWorkflow, TResult>(
                StartWorkflowInput input) => new SkippingHandle<TWorkflow, TResult>(
                    environment, await base.StartWorkflowAsync<TWorkflow, TResult>(input));
        }
    }

    private sealed record SkippingHandle<TWorkflow, TResult> : WorkflowHandle<TWorkflow, TResult>
    {
        private readonly EmbeddedEnvironment _environment;

        public SkippingHandle(EmbeddedEnvironment environment, WorkflowHandle<TWorkflow, TResult> started)
            : base(started.Client, started.Id, started.RunId, started.ResultRunId, started.FirstExecutionRunId) =>
            _environment = environment;

        public override Task<TLocalResult> GetResultAsync<TLocalResult>(bool followRuns = true, RpcOptions? rpcOptions = null) =>
            _environment.SkipWhileAsync(() => base.GetResultAsync<TLocalResult>(followRuns, rpcOptions));
    }
}
