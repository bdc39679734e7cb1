using MusicSync.Worker.Mcp.Sessions;
using MusicSync.Worker.Sessions;
using MusicSync.Worker.Temporal;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace MusicSync.Worker.Agents;

/// <summary>
/// The sessions of an agent, one a stateful server: opened by the first call, kept from step to step and from run to run,
/// closed when the agent ends.
/// </summary>
internal sealed class AgentSessions
{
    private readonly AgentRequest _request;
    private readonly AgentProgress _progress;
    private readonly SortedDictionary<string, StatefulMcpSession> _sessions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _noted = new(StringComparer.Ordinal);

    /// <summary>Takes over the sessions of the run before.</summary>
    public AgentSessions(AgentRequest request, AgentProgress progress)
    {
        (_request, _progress) = (request, progress);
        foreach (var (server, state) in request.Carried?.Sessions ?? new Dictionary<string, SessionState>())
        {
            var tool = request.Carried!.Tools.First(tool => tool.Server == server && tool.Session is not null);
            _sessions.Add(server, New(tool, state));
        }
    }

    /// <summary>Makes a call in the session of the tool's server.</summary>
    /// <param name="call">What the model asked for.</param>
    /// <param name="tool">The tool, one with a session.</param>
    /// <param name="key">Names the call for ever, also when it is repeated.</param>
    public async Task<ToolOutcome> CallAsync(ToolCall call, AgentTool tool, string key)
    {
        var (name, use, _) = tool.Session!;
        if (!_sessions.TryGetValue(tool.Server!, out var session))
        {
            _sessions.Add(tool.Server!, session = New(tool, state: null));
        }

        try
        {
            var outcome = use is SessionUse.SetUp
                ? await session.SetUpAsync(name, call.Arguments, key)
                : await session.CallAsync(name, call.Arguments, writes: use is SessionUse.Write, key);
            return new ToolOutcome(call.Id, outcome.Text, outcome.IsError);
        }
        catch (ApplicationFailureException lost) when (lost.ErrorType == ActivityFailureTypes.MCPServerStateError)
        {
            return new ToolOutcome(call.Id, $"{lost.Message} {LossInWords(lost)}", IsError: true);
        }
        finally
        {
            NoteLosses(tool.Server!, session);
        }
    }

    /// <summary>What the next run goes on with; null where no session was ever needed.</summary>
    public IReadOnlyDictionary<string, SessionState>? Carry() => _sessions.Count == 0
        ? null
        : new SortedDictionary<string, SessionState>(
            _sessions.ToDictionary(session => session.Key, session => session.Value.State), StringComparer.Ordinal);

    /// <summary>Ends them all, also when the agent is being cancelled.</summary>
    public Task CloseAsync() => Workflow.WhenAllAsync(_sessions.Values.Select(session => session.CloseAsync()));

    private StatefulMcpSession New(AgentTool tool, SessionState? state) => new(
        tool.Server!, new SessionSettings(tool.Session!.Recovery, _request.TimeScale, ToolOutcome.MaxBytes), state);

    private static string LossInWords(ApplicationFailureException lost)
    {
        var isInDoubt = lost.Details.Count > 0 && lost.Details.ElementAt<McpSessionLoss>(0).OutcomeUnknown;
        return (isInDoubt ? "Whether this call ran is not known. " : "This call was not carried out. ")
            + "Nothing is left there of what earlier calls have set up; the next call begins in a new session.";
    }

    private void NoteLosses(string server, StatefulMcpSession session)
    {
        for (var noted = _noted.GetValueOrDefault(server); noted < session.Reinitialisations; noted++)
        {
            _progress.Note($"The session with {server} was lost; a new one was opened.", Workflow.UtcNow);
        }

        _noted[server] = session.Reinitialisations;
    }
}

/// <summary>How a tool of a stateful server is called.</summary>
/// <param name="Name">The tool's name at its server.</param>
/// <param name="Use">What its hints say of it.</param>
/// <param name="Recovery">What is done about a lost session.</param>
public sealed record SessionTool(string Name, SessionUse Use, SessionRecovery Recovery);

/// <summary>What a tool's hints say of it; part of the histories of workflows.</summary>
public enum SessionUse
{
    /// <summary>It only reads, and is repeated after a loss.</summary>
    Read,

    /// <summary>It builds up what the server remembers, is harmless to repeat and destroys nothing.</summary>
    SetUp,

    /// <summary>Everything else: sent once, and for somebody to approve.</summary>
    Write,
}
