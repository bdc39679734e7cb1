using System.Net;
using Polly;
using Polly.CircuitBreaker;

namespace MusicSync.Worker.Mcp;

/// <summary>
/// A named server's health as the calls to it tell it. Open, it spares every caller the wait for an answer that does not
/// come, and the server the rush while it starts. It never touches the client, which stays usable after every failure.
/// </summary>
internal sealed partial class McpCircuit
{
    private static readonly TimeSpan MinWait = TimeSpan.FromSeconds(1);

    private readonly CircuitBreakerStateProvider _breaker = new();
    private readonly ResiliencePipeline<bool> _pipeline;
    private readonly string _server;
    private readonly Func<Task<bool>> _look;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _lock = new();
    private Task? _looking;
    private long _openUntil;

    /// <summary>Makes a closed circuit.</summary>
    /// <param name="server">The server's name, for the log.</param>
    /// <param name="look">Asks the server for something harmless: whether it answers.</param>
    /// <param name="options">When the server counts as down.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where it says that it opened or closed.</param>
    public McpCircuit(string server, Func<Task<bool>> look, McpCircuitOptions options, TimeProvider time, ILogger logger)
    {
        (_server, _look, _time, _logger) = (server, look, time, logger);
        _pipeline = new ResiliencePipelineBuilder<bool> { TimeProvider = time }.AddCircuitBreaker(Strategy(options)).Build();
    }

    /// <summary>Until when nothing is sent; null while calls are sent, if only one to see.</summary>
    public DateTimeOffset? OpenUntil =>
        Volatile.Read(ref _openUntil) is var ticks && ticks > _time.GetUtcNow().UtcTicks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    public McpCircuitState State =>
        OpenUntil is not null ? McpCircuitState.Open
        : _breaker.CircuitState is CircuitState.Closed ? McpCircuitState.Closed
        : McpCircuitState.HalfOpen;

    /// <summary>Makes the call, or refuses it while the circuit is open.</summary>
    /// <exception cref="McpCallException">The call failed, or was refused as <see cref="McpFailureKind.CircuitOpen"/>.</exception>
    public async Task<T> CallAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        if (OpenUntil is null && _breaker.CircuitState is not CircuitState.Closed)
        {
            await LookAsync().WaitAsync(cancellationToken);
        }

        if (_breaker.CircuitState is not CircuitState.Closed)
        {
            throw Refusal();
        }

        try
        {
            var answer = await call();
            await TellAsync(answered: true);
            return answer;
        }
        catch (McpCallException exception)
        {
            await TellAsync(IsAnswer(exception));
            throw;
        }
    }

    // After the break all callers wait for one harmless look, and none is the one that has to risk its call. Were it one of
    // their calls, refusing the others of a chunk would cancel that one, and the circuit would never hear how it ends.
    private Task LookAsync()
    {
        lock (_lock)
        {
            return _looking is { IsCompleted: false } looking
                ? looking
                : _looking = FeedAsync(static async look => await look(), _look);
        }
    }

    // Calls run outside of Polly and their outcome is told afterwards: a call that its own caller gave up tells nothing, where
    // Polly would count a success. What ends after the circuit has opened was sent before and tells nothing either.
    private Task TellAsync(bool answered) => _breaker.CircuitState is CircuitState.Closed
        ? FeedAsync(static answered => Task.FromResult(answered), answered)
        : Task.CompletedTask;

    private async Task FeedAsync<TState>(Func<TState, Task<bool>> isAnswered, TState state)
    {
        var context = ResilienceContextPool.Shared.Get();
        await _pipeline.ExecuteOutcomeAsync(
            static async (_, feed) => Outcome.FromResult(await feed.isAnswered(feed.state)), context, (isAnswered, state));
        ResilienceContextPool.Shared.Return(context);
    }

    // A limit in front of the server (HTTP 429) is an answer too, and so is a refusal, whose reason an open circuit would hide.
    private static bool IsAnswer(McpCallException exception) =>
        exception.Failure is { Answered: true } or { Kind: McpFailureKind.McpRefused }
        || exception.InnerException is HttpRequestException { StatusCode: HttpStatusCode.TooManyRequests };

    private McpCallException Refusal()
    {
        var rest = OpenUntil - _time.GetUtcNow();
        return new McpCallException(
            new McpFailure(
                McpFailureKind.CircuitOpen,
                "The MCP host is not answering. Nothing was sent; the call is repeated a little later.",
                rest > MinWait ? rest : MinWait),
            cause: null);
    }

    private CircuitBreakerStrategyOptions<bool> Strategy(McpCircuitOptions options) => new()
    {
        FailureRatio = options.FailureRatio,
        MinimumThroughput = options.MinimumCalls,
        SamplingDuration = options.SamplingPeriod,
        BreakDuration = options.BreakDuration,
        StateProvider = _breaker,
        ShouldHandle = static arguments => ValueTask.FromResult(arguments.Outcome is not { Result: true }),
        OnOpened = arguments => Opened(arguments.BreakDuration),
        OnClosed = _ => Closed(),
    };

    private ValueTask Opened(TimeSpan breakDuration)
    {
        Volatile.Write(ref _openUntil, (_time.GetUtcNow() + breakDuration).UtcTicks);
        Log.Opened(_logger, _server, breakDuration.TotalSeconds);
        return ValueTask.CompletedTask;
    }

    private ValueTask Closed()
    {
        Volatile.Write(ref _openUntil, 0);
        Log.Closed(_logger, _server);
        return ValueTask.CompletedTask;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "MCP server {Server} is not answering; nothing is sent for {Seconds} s")]
        public static partial void Opened(ILogger logger, string server, double seconds);

        [LoggerMessage(LogLevel.Information, "MCP server {Server} is answering again")]
        public static partial void Closed(ILogger logger, string server);
    }
}
