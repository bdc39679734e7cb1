using System.Diagnostics.Metrics;
using MusicSync.ServiceDefaults;

namespace MusicSync.Worker.Mcp;

/// <summary>What the real calls to one server told last. Kept in memory: after a restart nothing is known until the next call.</summary>
internal sealed class McpCallStatistics(TimeProvider time)
{
    /// <summary>Over how many of the newest answers the latency is told.</summary>
    public const int Kept = 100;

    private readonly Lock _lock = new();
    private readonly Queue<TimeSpan> _latencies = new(Kept);
    private readonly Dictionary<string, CoolDown> _coolDowns = [];
    private readonly Dictionary<string, RefusedCall> _refused = [];
    private LatestAnswer? _answer;
    private UnansweredCall? _unanswered;
    private UpstreamStatus? _upstream;

    public void Record(string tool, TimeSpan took, McpFailure? failure)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            if (failure is { Answered: false })
            {
                _unanswered = new UnansweredCall(tool, failure.Kind, now);
                if (failure.Kind is McpFailureKind.McpRefused)
                {
                    _refused[tool] = new RefusedCall(tool, now, failure.Message);
                }

                return;
            }

            _refused.Remove(tool);
            _answer = new LatestAnswer(now, took);
            Keep(took);
            Learn(tool, failure, now);
        }
    }

    public McpCallSummary Read()
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            return new McpCallSummary(
                _answer,
                Percentile95(),
                _latencies.Count,
                _unanswered,
                [.. _refused.Values.OrderBy(refused => refused.Tool, StringComparer.Ordinal)],
                [.. _coolDowns.Values.Where(stop => stop.Until > now).OrderBy(stop => stop.Tool, StringComparer.Ordinal)],
                _upstream);
        }
    }

    private void Keep(TimeSpan took)
    {
        if (_latencies.Count == Kept)
        {
            _latencies.Dequeue();
        }

        _latencies.Enqueue(took);
    }

    // Limits are told a tool, since a family of calls that is stopped stops no other.
    private void Learn(string tool, McpFailure? failure, DateTimeOffset now)
    {
        switch (failure?.Kind)
        {
            case null:
                _coolDowns.Remove(tool);
                _upstream = new UpstreamStatus(UpstreamStatus.Ok, now, Detail: null);
                break;
            case McpFailureKind.RateLimited or McpFailureKind.QuotaExhausted:
                _coolDowns[tool] = new CoolDown(tool, failure.Kind, now + (failure.RetryAfter ?? TimeSpan.Zero));
                break;
            case McpFailureKind.Unauthorized or McpFailureKind.InsufficientScope or McpFailureKind.AccountBlocked
                or McpFailureKind.Misconfigured or McpFailureKind.UpstreamUnavailable:
                _upstream = new UpstreamStatus(failure.Kind, now, failure.Message);
                break;
        }
    }

    private TimeSpan? Percentile95() => _latencies.Count == 0
        ? null
        : _latencies.Order().ElementAt((int)Math.Ceiling(_latencies.Count * 0.95) - 1);
}

/// <summary>What the real calls to one server told last.</summary>
/// <param name="Answer">The newest answer, be it a result or an error; null before the first.</param>
/// <param name="Percentile95">Latency that 95 of 100 of the newest answers kept below.</param>
/// <param name="Counted">Over how many answers that is.</param>
/// <param name="Unanswered">The newest call without an answer.</param>
/// <param name="Refused">Tools whose newest call was turned away, while none has been taken since.</param>
/// <param name="CoolDowns">Limits that hold now.</param>
/// <param name="Upstream">What the newest calls told of whatever the server calls in its turn.</param>
internal sealed record McpCallSummary(
    LatestAnswer? Answer,
    TimeSpan? Percentile95,
    int Counted,
    UnansweredCall? Unanswered,
    IReadOnlyList<RefusedCall> Refused,
    IReadOnlyList<CoolDown> CoolDowns,
    UpstreamStatus? Upstream);

internal sealed record LatestAnswer(DateTimeOffset At, TimeSpan Took);

internal sealed record UnansweredCall(string Tool, string Kind, DateTimeOffset At);

/// <summary>A call that the server turned away before any tool saw it.</summary>
internal sealed record RefusedCall(string Tool, DateTimeOffset At, string Message);

/// <summary>A limit as its newest answer told it.</summary>
internal sealed record CoolDown(string Tool, string Kind, DateTimeOffset Until);

/// <summary>Whether sign-in and upstream were in order: <see cref="Ok"/> or the kind of the failure.</summary>
internal sealed record UpstreamStatus(string State, DateTimeOffset At, string? Detail)
{
    public const string Ok = "ok";
}

/// <summary>Notes how each call ended, as a measurement and in the statistics of its server, and shows what keeps calls from being sent.</summary>
internal sealed class McpCallRecorder
{
    private const string Ok = "ok";
    private readonly McpServers _servers;
    private readonly TimeProvider _time;
    private readonly Histogram<double> _duration;

    public McpCallRecorder(IMeterFactory meters, McpServers servers, TimeProvider time)
    {
        (_servers, _time) = (servers, time);
        var meter = meters.Create(TelemetrySources.MusicSync);
        _duration = meter.CreateHistogram(
            "musicsync.mcp.call.duration",
            "s",
            "Time from the call of a tool to its outcome.",
            advice: new InstrumentAdvice<double>
            {
                // From a remembered answer to the deadline of a first read.
                HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 30],
            });
        meter.CreateObservableGauge("musicsync.mcp.circuit.state", States, "{state}", "0 closed, 1 half-open, 2 open.");
    }

    /// <summary>Makes a call and notes its outcome. One that its own caller cancelled has none and is not noted.</summary>
    public async Task<T> RecordAsync<T>(McpTool tool, Func<Task<T>> call)
    {
        var started = _time.GetTimestamp();
        try
        {
            var answer = await call();
            Record(tool, _time.GetElapsedTime(started), failure: null);
            return answer;
        }
        catch (McpCallException exception)
        {
            Record(tool, _time.GetElapsedTime(started), exception.Failure);
            throw;
        }
    }

    private void Record(McpTool tool, TimeSpan took, McpFailure? failure)
    {
        _duration.Record(
            took.TotalSeconds,
            new KeyValuePair<string, object?>("server", tool.Server),
            new KeyValuePair<string, object?>("tool", tool.Name),
            new KeyValuePair<string, object?>("outcome", failure?.Kind ?? Ok));
        _servers[tool.Server].Statistics.Record(tool.Name, took, failure);
    }

    private IEnumerable<Measurement<int>> States() => _servers.All.Select(server => new Measurement<int>(
        (int)server.Circuit.State, new KeyValuePair<string, object?>("server", server.Name)));
}
