using MusicSync.Worker.Sessions;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace MusicSync.SessionWorker;

/// <summary>Goes through a script in one session and closes it, however it ends.</summary>
[Workflow]
public sealed class SessionWorkflow
{
    private readonly List<string> _answers = [];
    private int _passed;
    private int _reached;

    /// <summary>Runs the script.</summary>
    /// <param name="script">What to do.</param>
    /// <returns>What came of it.</returns>
    [WorkflowRun]
    public async Task<SessionReport> RunAsync(SessionScript script)
    {
        ArgumentNullException.ThrowIfNull(script);
        var settings = new SessionSettings(Enum.Parse<SessionRecovery>(script.Recovery), script.TimeScale);
        var session = new StatefulMcpSession(SessionWorkerApplication.Server, settings);
        try
        {
            foreach (var step in script.Steps)
            {
                if (step.Kind is StepKind.Pause)
                {
                    _reached++;
                    await Workflow.WaitConditionAsync(() => _passed >= _reached);
                }
                else if (step.Kind is StepKind.Renew)
                {
                    session = new StatefulMcpSession(SessionWorkerApplication.Server, settings, session.State);
                }
                else
                {
                    _answers.AddRange(await Workflow.WhenAllAsync(Enumerable.Range(0, step.Times).Select(_ => DoAsync(session, step))));
                }
            }

            return new SessionReport([.. _answers], session.Reinitialisations);
        }
        finally
        {
            await session.CloseAsync();
        }
    }

    /// <summary>Lets a pause end.</summary>
    /// <returns>At once.</returns>
    [WorkflowSignal("go")]
    public Task GoAsync()
    {
        _passed++;
        return Task.CompletedTask;
    }

    /// <summary>How many pauses have been reached.</summary>
    /// <returns>The number.</returns>
    [WorkflowQuery("reached")]
    public int Reached() => _reached;

    private static async Task<string> DoAsync(StatefulMcpSession session, ScriptStep step)
    {
        try
        {
            var outcome = step.Kind is StepKind.SetUp
                ? await session.SetUpAsync(step.Tool, step.Arguments ?? [])
                : await session.CallAsync(step.Tool, step.Arguments ?? [], step.Kind is StepKind.Write);
            return outcome.Text;
        }
        catch (FailureException failure) when (!TemporalException.IsCanceledException(failure))
        {
            return ((failure as ApplicationFailureException) ?? failure.InnerException as ApplicationFailureException)?.ErrorType ?? failure.Message;
        }
    }
}

/// <summary>What to do in a session.</summary>
/// <param name="Steps">One after the other.</param>
/// <param name="Recovery">What is done about a loss.</param>
/// <param name="TimeScale">Shrinks all times.</param>
public sealed record SessionScript(IReadOnlyList<ScriptStep> Steps, string Recovery = "SetUp", double TimeScale = 0.2);

/// <summary>One step.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Tool">Which tool is called.</param>
/// <param name="Arguments">With what.</param>
/// <param name="Times">How often, side by side.</param>
public sealed record ScriptStep(StepKind Kind, string Tool = "", Dictionary<string, object>? Arguments = null, int Times = 1);

/// <summary>What a step does.</summary>
public enum StepKind
{
    /// <summary>A call that builds up state.</summary>
    SetUp,

    /// <summary>A call that only reads.</summary>
    Call,

    /// <summary>A call that must not be repeated.</summary>
    Write,

    /// <summary>Waits for a signal.</summary>
    Pause,

    /// <summary>Goes on with what continue-as-new would carry over.</summary>
    Renew,
}

/// <summary>What came of a script.</summary>
/// <param name="Answers">An answer or a failure's type a call.</param>
/// <param name="Reinitialisations">How often a session was opened in place of a lost one.</param>
public sealed record SessionReport(IReadOnlyList<string> Answers, int Reinitialisations);
