using System.Collections.Concurrent;
using Temporalio.Activities;
using Temporalio.Exceptions;

namespace MusicSync.EmbeddedTemporal.Tests.Flows;

/// <summary>The activities of the scenarios; each does one thing that a server has to react to.</summary>
/// <param name="queue">Of the scenario whose counts these are.</param>
public sealed class Steps(string queue)
{
    private static readonly ConcurrentDictionary<string, ConcurrentQueue<string>> Orders = new();
    private static readonly ConcurrentDictionary<string, TaskCompletionSource<byte[]>> Tokens = new();

    private static ActivityExecutionContext Context => ActivityExecutionContext.Current;

    /// <summary>What <see cref="Note"/> wrote on this queue.</summary>
    public static IReadOnlyCollection<string> NotesOf(string queue) => Orders.GetOrAdd(queue, _ => new());

    /// <summary>The task token of the attempt that <see cref="LeaveOpen"/> leaves to others.</summary>
    public static Task<byte[]> TokenOf(string queue) => TokenSource(queue).Task;

    [Activity]
    public static string Echo(string text) => text;

    [Activity]
    public static string FailBefore(int attempt) => Context.Info.Attempt >= attempt
        ? FormattableString.Invariant($"attempt {Context.Info.Attempt}")
        : throw new ApplicationFailureException("again", "Again");

    [Activity]
    public static string FailWithDelay() => Context.Info.Attempt > 1
        ? "later"
        : throw new ApplicationFailureException("wait", "Wait", nextRetryDelay: TimeSpan.FromMilliseconds(700));

    [Activity]
    public static string FailFinally() => throw new ApplicationFailureException("end", "End", nonRetryable: true);

    [Activity]
    public static string FailWithCause() => throw new ApplicationFailureException(
        "outer",
        new ApplicationFailureException("inner", "Inner", details: ["why"]),
        "Outer",
        nonRetryable: true,
        details: ["one", 2]);

    /// <summary>Beats once with a detail and then falls silent in its first attempt.</summary>
    [Activity]
    public static async Task<string> FallSilentAsync()
    {
        if (Context.Info.Attempt == 1)
        {
            Context.Heartbeat("first");
            await UntilCancelledAsync();
        }

        return await Context.Info.HeartbeatDetailAtAsync<string>(0);
    }

    /// <summary>Beats and fails at once, so that the detail travels with the failure.</summary>
    [Activity]
    public static async Task<string> BeatAndFailAsync()
    {
        if (Context.Info.Attempt == 1)
        {
            Context.Heartbeat("early");
            Context.Heartbeat("late");
            throw new ApplicationFailureException("again", "Again");
        }

        return await Context.Info.HeartbeatDetailAtAsync<string>(0);
    }

    [Activity]
    public static async Task<string> BeatUntilCancelledAsync()
    {
        while (true)
        {
            Context.Heartbeat("beat");
            await Task.Delay(TimeSpan.FromMilliseconds(50), Context.CancellationToken);
        }
    }

    /// <summary>Never ends and never beats.</summary>
    [Activity]
    public static async Task<string> HangAsync()
    {
        await UntilCancelledAsync();
        return "too late";
    }

    [Activity]
    public string LeaveOpen()
    {
        TokenSource(queue).TrySetResult(Context.Info.TaskToken);
        throw new CompleteAsyncException();
    }

    /// <summary>Hands its token out and fails: the token is then one of an attempt that is over.</summary>
    [Activity]
    public string LeaveAndFail()
    {
        TokenSource(queue).TrySetResult(Context.Info.TaskToken);
        throw new ApplicationFailureException("again", "Again");
    }

    [Activity]
    public void Note(string text) => Orders.GetOrAdd(queue, _ => new()).Enqueue(text);

    private static TaskCompletionSource<byte[]> TokenSource(string queue) =>
        Tokens.GetOrAdd(queue, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    // The SDK cancels an attempt that the server has given up; what it then returns comes too late for everybody.
    private static async Task UntilCancelledAsync() =>
        await Task.Delay(TimeSpan.FromSeconds(30), Context.CancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
