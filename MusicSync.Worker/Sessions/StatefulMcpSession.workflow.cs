using System.Globalization;
using System.Text.Json;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Mcp.Sessions;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace MusicSync.Worker.Sessions;

/// <summary>
/// A session with a server that remembers, as a workflow uses it: opened on first use, lost aloud, set up again and gone on with.
/// Calls may run side by side; a loss that several of them meet opens one new session. Whoever makes one closes it.
/// </summary>
/// <param name="server">The server's registered name.</param>
/// <param name="settings">What is done about a loss.</param>
/// <param name="state">From the run before, after continue-as-new.</param>
internal sealed partial class StatefulMcpSession(string server, SessionSettings settings, SessionState? state = null)
{
    /// <summary>Sessions that may be lost one after the other without a call in between that succeeds.</summary>
    public const int MaxLossesInARow = 3;

    private readonly Temporalio.Workflows.Mutex _opening = new();
    private readonly List<SessionStep> _journal = [.. state?.Journal ?? []];
    private McpSessionRef? _current = state?.Session;
    private McpSessionLoss? _lost = state?.Lost;
    private ActivityFailureException? _cause;
    private int _generation = state?.Generation ?? 0;
    private int _lossesInARow = state?.LossesInARow ?? 0;
    private int _calls = state?.Calls ?? 0;

    // How much of the journal the current session has been given.
    private int _setUp = state?.SetUp ?? 0;

    /// <summary>What the next run goes on with.</summary>
    public SessionState State => new(_current, _generation, [.. _journal], _setUp, _lossesInARow, _calls, _lost);

    /// <summary>How often a session was opened in place of a lost one.</summary>
    public int Reinitialisations { get; private set; }

    /// <summary>Makes a call that builds up what the server remembers. It must be harmless to repeat: after a loss it is.</summary>
    /// <param name="tool">The tool's name.</param>
    /// <param name="arguments">What becomes a JSON object.</param>
    /// <param name="key">Names the call for ever, also when it is repeated; null: the next number of this workflow.</param>
    public Task<McpSessionOutcome> SetUpAsync(string tool, object arguments, string? key = null) =>
        CallAsync(new SessionStep(tool, Json(arguments), Writes: false), isRemembered: true, key);

    /// <summary>Makes a call. After a loss it is repeated in the next session, unless it may have written.</summary>
    /// <exception cref="ActivityFailureException">
    /// It failed for good. The type tells how: <c>MCPServerStateError</c> and <c>McpOutcomeUnknown</c> for a write that may have run.
    /// </exception>
    public Task<McpSessionOutcome> CallAsync(string tool, object arguments, bool writes, string? key = null) =>
        settings.Recovery is SessionRecovery.All
            ? SetUpAsync(tool, arguments, key)
            : CallAsync(new SessionStep(tool, Json(arguments), writes), isRemembered: false, key);

    /// <summary>Ends the session, also when its workflow is being cancelled. A server that cannot be told is left to its idle time.</summary>
    public async Task CloseAsync()
    {
        if (_current is not { } session)
        {
            return;
        }

        _current = null;
        try
        {
            await Workflow.ExecuteActivityAsync(
                (SessionActivities activities) => activities.CloseAsync(session), SessionActivityOptions.Close(session, settings.TimeScale));
        }
        catch (ActivityFailureException failure)
        {
            Log.NotClosed(Workflow.Logger, server, failure);
        }
    }

    private async Task<McpSessionOutcome> CallAsync(SessionStep step, bool isRemembered, string? named)
    {
        var key = named ?? Key(++_calls);
        while (true)
        {
            var session = await CurrentAsync();
            if (await TrySendAsync(session, step, key, isTold: settings.Recovery is SessionRecovery.Tell) is { } outcome)
            {
                _lossesInARow = 0;
                if (isRemembered && !outcome.IsError)
                {
                    Remember(session, step);
                }

                return outcome;
            }
        }
    }

    // Whoever comes first opens and sets up; the others wait and find it done.
    private async Task<McpSessionRef> CurrentAsync()
    {
        await _opening.WaitOneAsync();
        try
        {
            while (true)
            {
                if (_current is not { } session)
                {
                    await OpenAsync();
                }
                else if (_setUp < _journal.Count)
                {
                    await SetUpNextAsync(session);
                }
                else
                {
                    return session;
                }
            }
        }
        finally
        {
            _opening.ReleaseMutex();
        }
    }

    private async Task OpenAsync()
    {
        if (_lossesInARow > MaxLossesInARow)
        {
            throw SessionFailures.KeepsForgetting(server, _lossesInARow, _cause);
        }

        var request = new McpSessionOpen(server, ++_generation, _lost?.Cause);
        _current = await Workflow.ExecuteActivityAsync(
            (SessionActivities activities) => activities.OpenAsync(request), SessionActivityOptions.Open(request, settings.TimeScale));
        _setUp = 0;
        if (_lost is null)
        {
            return;
        }

        _lost = null;
        Reinitialisations++;
        if (settings.Recovery is SessionRecovery.Tell)
        {
            _journal.Clear();
        }
    }

    // In the order in which it was set up. Where that breaks off, the next call goes on with it.
    private async Task SetUpNextAsync(McpSessionRef session)
    {
        var step = _journal[_setUp];
        if (await TrySendAsync(session, step, Key(++_calls), isTold: false) is not { } outcome)
        {
            return;
        }

        if (outcome.IsError)
        {
            throw SessionFailures.NotSetUp(server, step.Tool, outcome.Text);
        }

        _setUp++;
    }

    // What was set up in a session that is lost by now is still to be given to today's.
    private void Remember(McpSessionRef session, SessionStep step)
    {
        _journal.Add(step);
        if (_current?.Generation == session.Generation)
        {
            _setUp++;
        }
    }

    /// <summary>Sends a step; null when the session was lost and the step may be sent again.</summary>
    private async Task<McpSessionOutcome?> TrySendAsync(McpSessionRef session, SessionStep step, string key, bool isTold)
    {
        var call = new McpSessionCall(session, step.Tool, step.Arguments, step.Writes, key, _journal.Count > 0, settings.MaxBytes);
        try
        {
            return await Workflow.ExecuteActivityAsync(
                (SessionActivities activities) => activities.CallAsync(call), SessionActivityOptions.Call(call, settings.TimeScale));
        }
        catch (ActivityFailureException failure) when (SessionFailures.In(failure, call) is { } loss)
        {
            Lose(session, loss, failure);
            if (isTold || loss.OutcomeUnknown)
            {
                throw SessionFailures.Lost(loss, failure.InnerException!.Message);
            }

            return null;
        }
    }

    // A call that was on its way in an older session tells nothing of today's.
    private void Lose(McpSessionRef session, McpSessionLoss loss, ActivityFailureException failure)
    {
        if (_current?.Generation == session.Generation)
        {
            (_current, _lost, _cause) = (null, loss, failure);
            _lossesInARow++;
        }
    }

    private static string Key(int call) => string.Create(CultureInfo.InvariantCulture, $"{Workflow.Info.WorkflowId}/{call}");

    private static JsonElement Json(object arguments) => JsonSerializer.SerializeToElement(arguments, McpJson.Options);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The session with MCP server {Server} could not be closed")]
        public static partial void NotClosed(ILogger logger, string server, Exception exception);
    }
}

/// <summary>What is done about a lost session.</summary>
/// <param name="Recovery">Which calls a new one is given.</param>
/// <param name="TimeScale">Tests shrink all times.</param>
/// <param name="MaxBytes">Most bytes of an answer's text, which the history keeps; null: as long as it is.</param>
internal sealed record SessionSettings(SessionRecovery Recovery = SessionRecovery.SetUp, double TimeScale = 1, int? MaxBytes = null);

/// <summary>Which calls of a lost session are made again in the next.</summary>
public enum SessionRecovery
{
    /// <summary>Those made by <see cref="StatefulMcpSession.SetUpAsync"/>, in their order.</summary>
    SetUp,

    /// <summary>All that succeeded; for servers whose every call may be repeated.</summary>
    All,

    /// <summary>None: the call that met the loss fails with it, and the next one begins in an empty session.</summary>
    Tell,
}

/// <summary>What continue-as-new carries over.</summary>
/// <param name="Session">The session; null where none is open.</param>
/// <param name="Generation">How many have been opened.</param>
/// <param name="Journal">What was set up, in order.</param>
/// <param name="SetUp">How much of it the session has been given.</param>
/// <param name="LossesInARow">Sessions lost since a call last succeeded.</param>
/// <param name="Calls">How many calls have been numbered.</param>
/// <param name="Lost">The loss after which no session has been opened yet.</param>
public sealed record SessionState(
    McpSessionRef? Session,
    int Generation,
    IReadOnlyList<SessionStep> Journal,
    int SetUp,
    int LossesInARow,
    int Calls,
    McpSessionLoss? Lost);

/// <summary>A call as it is made again.</summary>
/// <param name="Tool">The tool's name.</param>
/// <param name="Arguments">A JSON object.</param>
/// <param name="Writes">Whether it must not be repeated when its answer is lost.</param>
public sealed record SessionStep(string Tool, JsonElement Arguments, bool Writes);
