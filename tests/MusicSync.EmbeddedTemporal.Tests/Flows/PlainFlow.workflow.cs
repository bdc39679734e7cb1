using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace MusicSync.EmbeddedTemporal.Tests.Flows;

/// <summary>Workflows about timers, markers, their own properties and the ways to end.</summary>
[Workflow]
public sealed class PlainFlow
{
    private static int _bugs;
    private bool _go;
    private int _pings;

    /// <summary>How often the kind <c>bug</c> still throws.</summary>
    public static void SetBugs(int count) => _bugs = count;

    [WorkflowRun]
    public Task<string> RunAsync(string kind) => kind switch
    {
        "nothing" => Task.FromResult("ok"),
        "timer" => TimerAsync(),
        "cancel-timer" => CancelTimerAsync(),
        "timeout" => TimeoutAsync(),
        "memo" => MemoAsync(),
        "patch" => Task.FromResult(Workflow.Patched("p1") ? "new" : "old"),
        "fail" => throw new ApplicationFailureException("no", "Nope", nonRetryable: true, details: ["d"]),
        "bug" => BugAsync(),
        "again" => AgainAsync(),
        "suggested" => SuggestedAsync(),
        "many" => ManyAsync(),
        "hold" => HoldAsync(),
        "swallow" => SwallowAsync(),
        "wait" => WaitAsync(),
        _ => throw new ApplicationFailureException($"no kind {kind}", nonRetryable: true),
    };

    [WorkflowSignal("go")]
    public Task GoAsync()
    {
        _go = true;
        return Task.CompletedTask;
    }

    [WorkflowSignal("ping")]
    public Task PingAsync(string text)
    {
        _pings++;
        return Task.CompletedTask;
    }

    [WorkflowQuery("pings")]
    public int Pings() => _pings;

    private static async Task<string> TimerAsync()
    {
        await Workflow.DelayAsync(TimeSpan.FromMilliseconds(300));
        return "ok";
    }

    private static async Task<string> CancelTimerAsync()
    {
        using var source = new CancellationTokenSource();
        var longOne = Workflow.DelayAsync(TimeSpan.FromHours(1), source.Token);
        await Workflow.DelayAsync(TimeSpan.FromMilliseconds(100));
        source.Cancel();
        try
        {
            await longOne;
            return "fired";
        }
        catch (TaskCanceledException)
        {
            return "cancelled";
        }
    }

    private async Task<string> TimeoutAsync() =>
        await Workflow.WaitConditionAsync(() => _go, TimeSpan.FromMilliseconds(200)) ? "go" : "too late";

    private static async Task<string> MemoAsync()
    {
        Workflow.UpsertMemo(MemoUpdate.ValueSet("b", "2"), MemoUpdate.ValueUnset("a"));
        await Workflow.DelayAsync(TimeSpan.FromMilliseconds(10));
        return "ok";
    }

    private static Task<string> BugAsync() => Interlocked.Decrement(ref _bugs) >= 0
        ? throw new InvalidOperationException("bug")
        : Task.FromResult("fixed");

    private static Task<string> AgainAsync() => Workflow.Info.ContinuedRunId is { Length: > 0 }
        ? Task.FromResult("second")
        : throw Workflow.CreateContinueAsNewException((PlainFlow flow) => flow.RunAsync("again"));

    private async Task<string> SuggestedAsync()
    {
        await Workflow.WaitConditionAsync(() => Workflow.ContinueAsNewSuggested);
        return FormattableString.Invariant($"suggested, above 4 MB: {Workflow.CurrentHistorySize > 4 * 1024 * 1024}");
    }

    // As many events as a history may have before the server suggests to go on in a new one.
    private async Task<string> ManyAsync()
    {
        var timers = Enumerable.Range(0, 4_100).Select(_ => Workflow.DelayAsync(TimeSpan.FromHours(1))).ToList();
        await Workflow.WaitConditionAsync(() => _go);
        return FormattableString.Invariant($"{timers.Count} timers, suggested: {Workflow.ContinueAsNewSuggested}");
    }

    private static async Task<string> HoldAsync()
    {
        try
        {
            await Workflow.WaitConditionAsync(() => false);
        }
        catch (Exception cancelled) when (TemporalException.IsCanceledException(cancelled))
        {
            await Workflow.ExecuteActivityAsync(
                () => Steps.Echo("bye"),
                new() { StartToCloseTimeout = TimeSpan.FromSeconds(20), CancellationToken = CancellationToken.None });
            throw;
        }

        return "never";
    }

    private static async Task<string> SwallowAsync()
    {
        try
        {
            await Workflow.WaitConditionAsync(() => false);
        }
        catch (Exception cancelled) when (TemporalException.IsCanceledException(cancelled))
        {
        }

        return "ended well";
    }

    private async Task<string> WaitAsync()
    {
        await Workflow.WaitConditionAsync(() => _go);
        return FormattableString.Invariant($"{_pings} pings");
    }
}
