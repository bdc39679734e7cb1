using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using MusicSync.McpHost.Failures;
using MusicSync.ServiceDefaults;
using Polly;
using Polly.CircuitBreaker;

namespace MusicSync.McpHost.Http;

/// <summary>
/// Spotify's health as its own calls tell it. Stands right before the wire: whatever stops a call earlier says nothing
/// about Spotify, and would close a circuit that waits for proof.
/// </summary>
internal sealed partial class SpotifyCircuit(
    IOptions<SpotifyCircuitOptions> options, TimeProvider time, ILogger<SpotifyCircuit> logger)
{
    private static readonly TimeSpan MinWait = TimeSpan.FromSeconds(1);

    private readonly CircuitBreakerStateProvider _breaker = new();
    private long _openUntil;

    /// <summary>Until when nothing is sent; null while calls are sent, if only one to see.</summary>
    public DateTimeOffset? OpenUntil =>
        Volatile.Read(ref _openUntil) is var ticks && ticks > time.GetUtcNow().UtcTicks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    public SpotifyHealth State =>
        OpenUntil is not null ? SpotifyHealth.Open
        : _breaker.CircuitState is CircuitState.Closed ? SpotifyHealth.Closed
        : SpotifyHealth.HalfOpen;

    /// <summary>Spares the waits and the tokens of a call that would not be sent.</summary>
    public void ThrowIfOpen()
    {
        if (OpenUntil is not null)
        {
            throw Refusal(null);
        }
    }

    /// <summary>What a caller sees of an open circuit: nothing was sent, try again after the break.</summary>
    public SpotifyException Refusal(BrokenCircuitException? cause)
    {
        var rest = OpenUntil - time.GetUtcNow();
        return new SpotifyException(
            new SpotifyFailure(FailureKind.UpstreamUnavailable, "Spotify is not answering. Nothing was sent; repeat the call a little later.")
            {
                RetryAfter = rest > MinWait ? rest : MinWait,
            },
            cause);
    }

    public HttpCircuitBreakerStrategyOptions Strategy() => new()
    {
        FailureRatio = options.Value.FailureRatio,
        MinimumThroughput = options.Value.MinimumCalls,
        SamplingDuration = options.Value.SamplingPeriod,
        BreakDuration = options.Value.BreakDuration,
        StateProvider = _breaker,
        ShouldHandle = arguments => ValueTask.FromResult(IsFailure(arguments.Outcome)),
        OnOpened = arguments => Opened(arguments.BreakDuration),
        OnClosed = _ => Closed(),
    };

    private bool IsFailure(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Exception: HttpRequestException } => true,
        { Result: { } response } => (int)response.StatusCode >= 500,
        // Cancelled, or too late to be sent: no news, which must not close the circuit either.
        _ => _breaker.CircuitState is CircuitState.HalfOpen,
    };

    private ValueTask Opened(TimeSpan breakDuration)
    {
        Volatile.Write(ref _openUntil, (time.GetUtcNow() + breakDuration).UtcTicks);
        Log.Opened(logger, breakDuration.TotalSeconds);
        return ValueTask.CompletedTask;
    }

    private ValueTask Closed()
    {
        Volatile.Write(ref _openUntil, 0);
        Log.Closed(logger);
        return ValueTask.CompletedTask;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Spotify is not answering; nothing is sent for {Seconds} s")]
        public static partial void Opened(ILogger logger, double seconds);

        [LoggerMessage(LogLevel.Information, "Spotify is answering again")]
        public static partial void Closed(ILogger logger);
    }
}

/// <summary>The circuit's state; the numbers are those of the metric.</summary>
internal enum SpotifyHealth
{
    Closed = 0,
    HalfOpen = 1,
    Open = 2,
}

/// <summary>When Spotify counts as down. Only its 5xx answers and lost connections count, never a limit or a refusal.</summary>
internal sealed record SpotifyCircuitOptions : CircuitOptions
{
    public const string SectionName = "SpotifyCircuit";

    public SpotifyCircuitOptions() => (FailureRatio, MinimumCalls, SamplingPeriod, BreakDuration) =
        (0.5, 10, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(10));
}

/// <summary>Stops the start on settings with which the circuit could not work.</summary>
[OptionsValidator]
internal sealed partial class SpotifyCircuitOptionsValidator : IValidateOptions<SpotifyCircuitOptions>;

/// <summary>Degraded, not unhealthy, while Spotify is down: restarting or bypassing this host would not help. Never calls Spotify.</summary>
internal sealed class CircuitCheck(SpotifyCircuit circuit) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken) =>
        Task.FromResult(circuit.State switch
        {
            SpotifyHealth.Closed => HealthCheckResult.Healthy("closed"),
            SpotifyHealth.HalfOpen => HealthCheckResult.Degraded("half-open: the next call shows whether Spotify answers again"),
            _ => HealthCheckResult.Degraded(string.Create(
                CultureInfo.InvariantCulture, $"open until {circuit.OpenUntil?.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}: Spotify is not answering")),
        });
}
