using MusicSync.Worker.Mcp;
using MusicSync.Worker.Mcp.Sessions;
using MusicSync.Worker.Temporal;
using Temporalio.Activities;

namespace MusicSync.Worker.Sessions;

/// <summary>The steps of a session as activities. A write is sent at most once, whatever becomes of the worker that sends it.</summary>
internal sealed class SessionActivities(McpSessionCaller sessions, ProcessQueue queue)
{
    /// <summary>Opens a session; done late, when its workflow no longer wants it, it is ended again.</summary>
    [Activity("mcp-session.open")]
    public async Task<McpSessionRef> OpenAsync(McpSessionOpen request)
    {
        await using var scope = ActivityScope.Start(ActivityExecutionContext.Current);
        var session = await sessions.OpenAsync(request, scope.Token);
        return sessions.IsBound(session.Server) ? session with { Queue = queue.Name } : session;
    }

    /// <summary>Calls a tool in a session.</summary>
    [Activity("mcp-session.call")]
    public async Task<McpSessionOutcome> CallAsync(McpSessionCall call)
    {
        var activity = ActivityExecutionContext.Current;
        try
        {
            var outcome = call.Writes ? await WriteAsync(activity, call) : await ReadAsync(activity, call);
            return call.MaxBytes is { } maxBytes ? outcome.Within(maxBytes) : outcome;
        }
        catch (McpSessionLostException lost)
        {
            throw SessionFailures.Lost(lost.Loss, lost.Failure.Message);
        }
    }

    /// <summary>Ends a session.</summary>
    [Activity("mcp-session.close")]
    public async Task CloseAsync(McpSessionRef session)
    {
        await using var scope = ActivityScope.Start(ActivityExecutionContext.Current);
        await sessions.CloseAsync(session, scope.Token);
    }

    private async Task<McpSessionOutcome> ReadAsync(ActivityExecutionContext activity, McpSessionCall call)
    {
        await using var scope = ActivityScope.Start(activity);
        return await sessions.CallAsync(call, scope.Token);
    }

    // Neither a cancellation nor the end of this worker breaks it off: its outcome is worth its deadline.
    private async Task<McpSessionOutcome> WriteAsync(ActivityExecutionContext activity, McpSessionCall call)
    {
        var intent = new WriteIntent(activity);
        if (await intent.WasSentBeforeAsync())
        {
            throw SessionFailures.OutcomeUnknown(call.Tool);
        }

        await intent.RecordAsync();
        await using var scope = ActivityScope.Start(activity, () => intent.Details);
        try
        {
            return await sessions.CallAsync(call, CancellationToken.None);
        }
        catch (McpCallException exception) when (exception is not McpSessionLostException && exception.Failure.OutcomeUnknown)
        {
            throw SessionFailures.OutcomeUnknown(call.Tool);
        }
        catch (McpCallException exception) when (exception is not McpSessionLostException)
        {
            intent.TakeBack();
            throw;
        }
    }
}

/// <summary>
/// What is recorded at Temporal before a write is sent, so that an attempt after the death of its worker knows that it may have
/// run. The heartbeat that carries it must be confirmed: without that, an attempt that was given up could still send.
/// </summary>
internal sealed class WriteIntent(ActivityExecutionContext activity)
{
    /// <summary>What every further heartbeat carries; anything else would overwrite the intent.</summary>
    public SentWrite Details { get; private set; } = new(MayHaveRun: false);

    public async Task<bool> WasSentBeforeAsync() =>
        activity.Info.HeartbeatDetails.Count > 0 && (await activity.Info.HeartbeatDetailAtAsync<SentWrite>(0)).MayHaveRun;

    public async Task RecordAsync()
    {
        Details = new SentWrite(MayHaveRun: true);
        if (await ConfirmedHeartbeat.SendAsync(activity, Details) != HeartbeatAnswer.Taken)
        {
            // Where Temporal did take it, the next attempt reports a write in doubt that was none: safe, if tedious.
            throw SessionFailures.NotRecorded();
        }
    }

    /// <summary>The server did not take it: the next attempt may send it.</summary>
    public void TakeBack()
    {
        Details = new SentWrite(MayHaveRun: false);
        activity.Heartbeat(Details);
    }
}

/// <summary>Heartbeat of a write.</summary>
/// <param name="MayHaveRun">Whether it is being sent or was.</param>
internal sealed record SentWrite(bool MayHaveRun);
