using MusicSync.Worker.Agents.Tools;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace MusicSync.Worker.Agents;

/// <summary>
/// A model that reaches a goal with MCP tools. Each question to it and each call of a tool is a step of this history; its only
/// write is a sync, a child workflow, so that what holds for syncs holds for it. It always completes at Temporal; a failed or
/// cancelled agent says so in its result, which also holds the transcript.
/// </summary>
[Workflow]
public sealed partial class AgentWorkflow
{
    /// <summary>Type of the failure of an update that nothing waits for.</summary>
    public const string NothingWaits = "NothingWaits";

    /// <summary>Type of the failure of a message to an agent that has ended.</summary>
    public const string Ended = "AgentEnded";

    private const string IdPrefix = "agent/";

    private readonly AgentRequest _request;
    private readonly AgentProgress _progress;
    private readonly AgentPause _pause;
    private readonly AgentSessions _sessions;
    private readonly AgentLoop _loop;

    /// <summary>Takes the request before any query can arrive.</summary>
    /// <param name="request">What somebody wants.</param>
    [WorkflowInit]
    public AgentWorkflow(AgentRequest request)
    {
        _request = request;
        _progress = new AgentProgress(request, Workflow.UtcNow);
        _pause = new AgentPause(_progress, request.Id);
        _sessions = new AgentSessions(request, _progress);
        var calls = new AgentCalls(request, _progress, _pause, new SyncSongs(request, _progress), _sessions);
        _loop = new AgentLoop(request, _progress, _pause, calls, NewRunIfLong);
    }

    /// <summary>The workflow of an agent.</summary>
    /// <param name="agentId">The agent.</param>
    /// <returns>The workflow's id.</returns>
    public static string IdOf(string agentId) => IdPrefix + agentId;

    /// <summary>Runs the agent.</summary>
    /// <param name="request">The same request as the constructor's.</param>
    /// <returns>Final status and transcript.</returns>
    [WorkflowRun]
    public async Task<AgentResult> RunAsync(AgentRequest request)
    {
        try
        {
            await _loop.RunAsync();
            End(AgentState.Completed);
        }
        catch (Exception exception) when (TemporalException.IsCanceledException(exception))
        {
            End(AgentState.Cancelled);
        }
        catch (FailureException exception)
        {
            _progress.Error = AgentErrors.From(exception);
            End(AgentState.Failed);
        }

        await _sessions.CloseAsync();
        return new AgentResult(_progress.Status(), _progress.Transcript.Turns);
    }

    /// <summary>The status document.</summary>
    /// <returns>How far the agent is.</returns>
    [WorkflowQuery("status")]
    public AgentStatus Status() => _progress.Status();

    /// <summary>All that was said and done.</summary>
    /// <returns>The turns, oldest first.</returns>
    [WorkflowQuery("transcript")]
    public IReadOnlyList<AgentTurn> Transcript() => _progress.Transcript.Turns;

    /// <summary>Takes somebody's decision about a call; the same one twice is one.</summary>
    /// <param name="decision">The decision.</param>
    /// <returns>The status right after.</returns>
    [WorkflowUpdate("decide")]
    public Task<AgentStatus> DecideAsync(Decision decision)
    {
        _progress.Approvals.Take(decision);
        return Task.FromResult(_progress.Status());
    }

    /// <summary>Refuses a decision about a call that nobody asked about, or that is not as it was shown.</summary>
    /// <param name="decision">The decision.</param>
    [WorkflowUpdateValidator(nameof(DecideAsync))]
    public void ValidateDecide(Decision decision)
    {
        if (_progress.Approvals.Refusal(decision) is { } refusal)
        {
            throw refusal;
        }
    }

    /// <summary>Ends a wait: a parked agent goes on where it stood.</summary>
    /// <returns>The status right after.</returns>
    [WorkflowUpdate("resume")]
    public Task<AgentStatus> ResumeAsync()
    {
        _pause.Resume();
        return Task.FromResult(_progress.Status());
    }

    /// <summary>Refuses to resume an agent that waits for nobody.</summary>
    [WorkflowUpdateValidator(nameof(ResumeAsync))]
    public void ValidateResume()
    {
        if (!_pause.Waits)
        {
            throw new ApplicationFailureException("The agent is not parked.", NothingWaits);
        }
    }

    /// <summary>Says something to the agent; the model sees it with the next step.</summary>
    /// <param name="message">What is said.</param>
    /// <returns>The status right after.</returns>
    [WorkflowUpdate("say")]
    public Task<AgentStatus> SayAsync(AgentMessage message)
    {
        _progress.Say(message.Text, Workflow.UtcNow);
        return Task.FromResult(_progress.Status());
    }

    /// <summary>Refuses a message to an agent that has ended.</summary>
    /// <param name="message">What is said.</param>
    [WorkflowUpdateValidator(nameof(SayAsync))]
    public void ValidateSay(AgentMessage message)
    {
        if (_progress.FinishedAt is not null || _progress.Answer is not null)
        {
            throw new ApplicationFailureException("The agent has ended.", Ended);
        }
    }

    private void NewRunIfLong()
    {
        var isLong = Workflow.ContinueAsNewSuggested || Workflow.CurrentHistoryLength >= _request.MaxEvents;
        if (isLong && Workflow.AllHandlersFinished)
        {
            var next = _request with { Carried = _progress.Carry() with { Sessions = _sessions.Carry() } };
            throw Workflow.CreateContinueAsNewException((AgentWorkflow workflow) => workflow.RunAsync(next));
        }
    }

    private void End(AgentState state)
    {
        _progress.State = state;
        _progress.FinishedAt = Workflow.UtcNow;
        Workflow.UpsertMemo(MemoUpdate.ValueSet(AgentMemo.State, state));
        var counts = _progress.Counts;
        Log.Ended(Workflow.Logger, _request.Id, state, counts.Steps, counts.Calls, counts.Tokens);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Agent {AgentId} {State}: {Steps} steps, {Calls} calls, {Tokens} tokens")]
        public static partial void Ended(ILogger logger, string agentId, AgentState state, int steps, int calls, long tokens);
    }
}

/// <summary>Something said to a running agent.</summary>
/// <param name="Text">In somebody's own words.</param>
public sealed record AgentMessage(string Text);
