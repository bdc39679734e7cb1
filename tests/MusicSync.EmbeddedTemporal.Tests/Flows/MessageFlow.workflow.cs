using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace MusicSync.EmbeddedTemporal.Tests.Flows;

/// <summary>Workflows about what reaches them from outside: signals, queries and updates.</summary>
[Workflow]
public sealed class MessageFlow
{
    private readonly List<string> _log = [];
    private bool _go;

    [WorkflowRun]
    public Task<string> RunAsync(string kind) => kind switch
    {
        "wait" => WaitAsync(),
        "busy" => BusyAsync(),
        "again" => AgainAsync(),
        "entity" => EntityAsync(),
        _ => throw new ApplicationFailureException($"no kind {kind}", nonRetryable: true),
    };

    [WorkflowSignal("go")]
    public Task GoAsync()
    {
        _go = true;
        return Task.CompletedTask;
    }

    [WorkflowSignal("note")]
    public Task NoteAsync(string text)
    {
        _log.Add(text);
        return Task.CompletedTask;
    }

    [WorkflowQuery("log")]
    public string Log() => string.Join(",", _log);

    [WorkflowQuery("bad")]
    public int Bad() => throw new InvalidOperationException("bad query");

    [WorkflowUpdate("add")]
    public Task<int> AddAsync(string text)
    {
        _log.Add(text);
        return Task.FromResult(_log.Count);
    }

    [WorkflowUpdateValidator(nameof(AddAsync))]
    public void CheckAdd(string text)
    {
        if (text.Length == 0)
        {
            throw new ApplicationFailureException("empty", "Empty");
        }
    }

    [WorkflowUpdate("slow")]
    public async Task<string> SlowAsync(string text)
    {
        await Workflow.ExecuteActivityAsync(
            () => Steps.Echo(text), new() { StartToCloseTimeout = TimeSpan.FromSeconds(20) });
        _log.Add(text);
        return text;
    }

    [WorkflowUpdate("fail")]
    public Task<string> FailAsync() => throw new ApplicationFailureException("no", "Nope");

    [WorkflowUpdate("stay")]
    public async Task<string> StayAsync()
    {
        await Workflow.WaitConditionAsync(() => _go);
        // Longer than the workflow itself lives.
        await Workflow.DelayAsync(TimeSpan.FromHours(1));
        return "stayed";
    }

    [WorkflowUpdate("until-go")]
    public async Task<string> UntilGoAsync()
    {
        await Workflow.WaitConditionAsync(() => _go);
        return "gone";
    }

    private async Task<string> WaitAsync()
    {
        await Workflow.WaitConditionAsync(() => _go);
        return Log();
    }

    private static async Task<string> BusyAsync()
    {
        for (var step = 0; step < 40; step++)
        {
            await Workflow.ExecuteActivityAsync(
                () => Steps.Echo("x"), new() { StartToCloseTimeout = TimeSpan.FromSeconds(20) });
        }

        return "ok";
    }

    private async Task<string> AgainAsync()
    {
        await Workflow.WaitConditionAsync(() => _go);
        throw Workflow.CreateContinueAsNewException((MessageFlow flow) => flow.RunAsync("wait"));
    }

    private async Task<string> EntityAsync()
    {
        await Workflow.WaitConditionAsync(() => _log.Count >= 7);
        await Workflow.WaitConditionAsync(() => Workflow.AllHandlersFinished);
        throw Workflow.CreateContinueAsNewException((MessageFlow flow) => flow.RunAsync("entity"));
    }
}
