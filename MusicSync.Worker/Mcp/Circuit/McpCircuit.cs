using System.Net;
using Polly;
using Polly.CircuitBreaker;

namespace MusicSync.Worker.Mcp.Circuit;

/// <summary>
/// A named server's health as the calls to it tell it. Open, it spares every activity the wait for an answer that does not
/// come, and the server the rush while it starts. It never touches the client, which stays usable after every failure.
/// </summary>
internal sealed partial class McpCircuit
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);

    private readonly CircuitBreakerStateProvider _breaker = new();
    private readonly ResiliencePipeline _pipeline;
    private readonly string _server;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private long _openUntil;

    public McpCircuit(string server, McpCircuitOptions options, TimeProvider time, ILogger logger)
    {
        (_server, _time, _logger) = (server, time, logger);
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = time }.AddCircuitBreaker(Strategy(options)).Build();
    }

    /// <summary>Until when nothing is sent; null while calls are sent, if only one to see.</summary>
    public DateTimeOffset? OpenUntil =>
        Volatile.Read(ref _openUntil) is var ticks && ticks > _time.GetUtcNow().UtcTicks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    public McpCircuitState State =>
        OpenUntil is not null ? McpCircuitState.Open
        : _breaker.CircuitState is CircuitState.Closed ? McpCircuitState.Closed
        : McpCircuitState.HalfOpen;

    /// <summary>Makes the call, or refuses it at once while the circuit is open.</summary>
    /// <exception cref="McpCallException">The call failed, or was refused as <see cref="McpFailureKind.CircuitOpen"/>.</exception>
    public Task<T> CallAsync<T>(Func<Task<T>> call) =>
        _breaker.CircuitState is CircuitState.Closed ? CallAndTellAsync(call) : TryAsync(call);

    // Outside of Polly, which would count a call that its own caller gave up as a success.
    private async Task<T> CallAndTellAsync<T>(Func<Task<T>> call)
    {
        try
        {
            var answer = await call();
            await TellAsync(failure: null);
            return answer;
        }
        catch (McpCallException exception)
        {
            await TellAsync(exception);
            throw;
        }
    }

    // What ends after the circuit has opened was sent before: no news.
    private async Task TellAsync(McpCallException? failure)
    {
        if (_breaker.CircuitState is not CircuitState.Closed)
        {
            return;
        }

        var context = ResilienceContextPool.Shared.Get();
        await _pipeline.ExecuteOutcomeAsync(
            static (_, failure) => ValueTask.FromResult(
                failure is null ? Outcome.FromResult(true) : Outcome.FromException<bool>(failure)),
            context,
            failure);
        ResilienceContextPool.Shared.Return(context);
    }

    /// <summary>After the break one call goes through to see; all others are refused until it has ended.</summary>
    private async Task<T> TryAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await _pipeline.ExecuteAsync(static async (call, _) => await call(), call, CancellationToken.None);
        }
        catch (BrokenCircuitException refused)
        {
            throw Refusal(refused);
        }
    }

    private McpCallException Refusal(BrokenCircuitException cause)
    {
        var rest = OpenUntil - _time.GetUtcNow();
        return new McpCallException(
            new McpFailure(
                McpFailureKind.CircuitOpen,
                "The MCP host is not answering. Nothing was sent; the call is repeated a little later.",
                rest > ShortestWait ? rest : ShortestWait),
            cause);
    }

    private CircuitBreakerStrategyOptions Strategy(McpCircuitOptions options) => new()
    {
        FailureRatio = options.FailureRatio,
        MinimumThroughput = options.MinimumCalls,
        SamplingDuration = options.SamplingPeriod,
        BreakDuration = options.BreakDuration,
        StateProvider = _breaker,
        ShouldHandle = arguments => ValueTask.FromResult(IsFailure(arguments.Outcome.Exception)),
        OnOpened = arguments => Opened(arguments.BreakDuration),
        OnClosed = _ => Closed(),
    };

    private static bool IsFailure(Exception? exception) => exception switch
    {
        // A limit in front of the server: it answered.
        McpCallException { InnerException: HttpRequestException { StatusCode: HttpStatusCode.TooManyRequests } } => false,
        McpCallException { Failure.Kind: McpFailureKind.McpUnavailable or McpFailureKind.OutcomeUnknown } => true,
        // Only of the call that goes through to see: given up before it saw anything, which must not close the circuit.
        OperationCanceledException => true,
        _ => false,
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
