namespace MusicSync.Worker.Mcp;

/// <summary>What the real calls to one server told last. Kept in memory: after a restart nothing is known until the next call.</summary>
internal sealed class McpCallLog(TimeProvider time)
{
    /// <summary>Over how many of the newest answers the latency is told.</summary>
    public const int Kept = 100;

    private readonly Lock _lock = new();
    private readonly Queue<TimeSpan> _latencies = new(Kept);
    private readonly Dictionary<string, CoolDown> _coolDowns = [];
    private readonly Dictionary<string, RefusedCall> _refused = [];
    private LatestAnswer? _answer;
    private UnansweredCall? _unanswered;
    private UpstreamNews? _upstream;

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

    public CallNews Read()
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            return new CallNews(
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
                _upstream = new UpstreamNews(UpstreamNews.Ok, now, Detail: null);
                break;
            case McpFailureKind.RateLimited or McpFailureKind.QuotaExhausted:
                _coolDowns[tool] = new CoolDown(tool, failure.Kind, now + (failure.RetryAfter ?? TimeSpan.Zero));
                break;
            case McpFailureKind.Unauthorized or McpFailureKind.InsufficientScope or McpFailureKind.AccountBlocked
                or McpFailureKind.Misconfigured or McpFailureKind.UpstreamUnavailable:
                _upstream = new UpstreamNews(failure.Kind, now, failure.Message);
                break;
        }
    }

    private TimeSpan? Percentile95() => _latencies.Count == 0
        ? null
        : _latencies.Order().ElementAt((int)Math.Ceiling(_latencies.Count * 0.95) - 1);
}
