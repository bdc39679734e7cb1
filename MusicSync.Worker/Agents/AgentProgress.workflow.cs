using MusicSync.Worker.Agents.Models;
using MusicSync.Worker.Syncs;

namespace MusicSync.Worker.Agents;

/// <summary>Everything a running agent knows. Pure: the workflow feeds it, queries read it.</summary>
internal sealed class AgentProgress(AgentRequest request, DateTimeOffset now)
{
    // A model that asks wrongly so often in a row does not find out any more.
    private const int MaxAstray = 3;

    private readonly DateTimeOffset _startedAt = request.Carried?.StartedAt ?? now;
    private readonly List<AgentTurn> _inbox = [.. request.Carried?.Inbox ?? []];
    private readonly List<string> _syncs = [.. request.Carried?.Syncs ?? []];

    public AgentTranscript Transcript { get; } = new(request.Carried?.Turns ?? [new AgentTurn(AgentRole.User, now, request.Goal)]);

    public Approvals Approvals { get; } = new(request.Carried?.Approvals ?? []);

    /// <summary>The tools, as they were when the agent began; null until they are known.</summary>
    public IReadOnlyList<AgentTool>? Tools { get; set; } = request.Carried?.Tools;

    public AgentCounts Counts { get; private set; } = request.Carried?.Counts ?? new();

    public AgentState State { get; set; } = AgentState.Thinking;

    public string? Answer { get; set; }

    public SyncError? Error { get; set; }

    /// <summary>What the agent waits for; while set, the state is <see cref="AgentState.Waiting"/>.</summary>
    public SyncWaiting? Waiting { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>Whether somebody has said something that the model has not seen yet.</summary>
    public bool HasMessages => _inbox.Count > 0;

    /// <summary>When the agent's time is over.</summary>
    public DateTimeOffset Deadline => _startedAt + TimeSpan.FromHours(request.Limits.Hours);

    public void Say(string text, DateTimeOffset at) => _inbox.Add(new AgentTurn(AgentRole.User, at, text));

    /// <summary>Puts what was said meanwhile into the transcript: between two steps, since a model wants its calls answered first.</summary>
    public void TakeMessages()
    {
        _inbox.ForEach(Transcript.Add);
        _inbox.Clear();
    }

    /// <summary>The limit that is reached, in words; null for none.</summary>
    public string? Limit(DateTimeOffset at) => Counts switch
    {
        { Steps: var steps } when steps >= request.Limits.Steps => $"the limit of {request.Limits.Steps} steps",
        { Calls: var calls } when calls >= request.Limits.Calls => $"the limit of {request.Limits.Calls} calls of tools",
        { Tokens: var tokens } when tokens >= request.Limits.Tokens => $"the limit of {request.Limits.Tokens} tokens",
        { Astray: >= MaxAstray } => $"{MaxAstray} steps in a row without a call that could be made",
        _ when at >= Deadline => $"the limit of {request.Limits.Hours} hours",
        _ => null,
    };

    /// <summary>Calls of this step that are still within the limit.</summary>
    public int CallsLeft => Math.Max(0, request.Limits.Calls - Counts.Calls);

    public void Took(ModelAnswer answer, DateTimeOffset at)
    {
        Counts = Counts with { Steps = Counts.Steps + 1, Tokens = Counts.Tokens + answer.Tokens };
        Transcript.Add(new AgentTurn(AgentRole.Assistant, at, answer.Text, answer.Message, answer.Calls.Count > 0 ? answer.Calls : null));
    }

    /// <summary>Takes in what became of the calls of a step, one outcome each, in the model's order.</summary>
    public void Took(IReadOnlyList<ToolOutcome> outcomes, bool isAstray, DateTimeOffset at)
    {
        Counts = Counts with { Calls = Counts.Calls + outcomes.Count, Astray = isAstray ? Counts.Astray + 1 : 0 };
        Transcript.Add(new AgentTurn(AgentRole.Tool, at, Outcomes: outcomes));
    }

    public void Note(string text, DateTimeOffset at) => Transcript.Add(new AgentTurn(AgentRole.Note, at, text));

    /// <summary>Names the next sync; its id is one that everything else takes for a sync's.</summary>
    public string NextSyncId()
    {
        var id = $"agent-{request.Id}-{_syncs.Count + 1}";
        _syncs.Add(id);
        return id;
    }

    public AgentStatus Status() => new(
        request.Id,
        Waiting is not null ? AgentState.Waiting : State == AgentState.Acting && Approvals.Pending.Count > 0 ? AgentState.Approval : State,
        request.Goal,
        request.Model,
        Counts.Steps,
        Counts.Calls,
        Counts.Tokens,
        request.Limits,
        Waiting,
        FinishedAt is null ? Approvals.Pending : [],
        [.. _syncs],
        _startedAt,
        FinishedAt,
        Answer,
        Error);

    /// <summary>All of it, for the next run.</summary>
    public AgentCarried Carry() => new(_startedAt, Tools!, Transcript.Turns, [.. _inbox], Counts, Approvals.Newest, [.. _syncs]);
}
