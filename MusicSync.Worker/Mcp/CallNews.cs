namespace MusicSync.Worker.Mcp;

/// <summary>What the real calls to one server told last.</summary>
/// <param name="Answer">The newest answer, be it a result or an error; null before the first.</param>
/// <param name="Percentile95">Latency that 95 of 100 of the newest answers kept below.</param>
/// <param name="Counted">Over how many answers that is.</param>
/// <param name="Unanswered">The newest call without an answer.</param>
/// <param name="Refused">Tools whose newest call was turned away, while none has been taken since.</param>
/// <param name="CoolDowns">Limits that hold now.</param>
/// <param name="Upstream">What the newest calls told of whatever the server calls in its turn.</param>
internal sealed record CallNews(
    LatestAnswer? Answer,
    TimeSpan? Percentile95,
    int Counted,
    UnansweredCall? Unanswered,
    IReadOnlyList<RefusedCall> Refused,
    IReadOnlyList<CoolDown> CoolDowns,
    UpstreamNews? Upstream);

internal sealed record LatestAnswer(DateTimeOffset At, TimeSpan Took);

internal sealed record UnansweredCall(string Tool, string Kind, DateTimeOffset At);

/// <summary>A call that the server turned away before any tool saw it.</summary>
internal sealed record RefusedCall(string Tool, DateTimeOffset At, string Message);

/// <summary>A limit as its newest answer told it.</summary>
internal sealed record CoolDown(string Tool, string Kind, DateTimeOffset Until);

/// <summary>Whether sign-in and upstream were in order: <see cref="Ok"/> or the kind of the failure.</summary>
internal sealed record UpstreamNews(string State, DateTimeOffset At, string? Detail)
{
    public const string Ok = "ok";
}
