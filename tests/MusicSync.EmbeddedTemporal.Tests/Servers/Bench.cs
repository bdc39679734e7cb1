using MusicSync.EmbeddedTemporal.Tests.Flows;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Worker;

namespace MusicSync.EmbeddedTemporal.Tests.Servers;

/// <summary>What one scenario works with: a client, names of its own, workers on demand, and the transcript.</summary>
internal sealed class Bench(ITemporalClient client) : IAsyncDisposable
{
    private readonly List<(TemporalWorker Worker, Task Running, CancellationTokenSource Stopping)> _workers = [];

    public ITemporalClient Client => client;

    /// <summary>Task queue of the scenario, and the start of its workflow ids.</summary>
    public string Queue { get; } = "q" + Guid.NewGuid().ToString("N")[..12];

    public string Namespace => client.Options.Namespace;

    public WorkflowService Service => client.WorkflowService;

    public CancellationToken Token { get; } = TestContext.Current.CancellationToken;

    public Transcript Transcript => field ??= new Transcript(Queue);

    public string Id(string name) => $"{Queue}-{name}";

    public void StartWorker(Action<TemporalWorkerOptions>? change = null)
    {
        var options = new TemporalWorkerOptions(Queue) { MaxHeartbeatThrottleInterval = TimeSpan.FromMilliseconds(50) }
            .AddWorkflow<ActivityFlow>()
            .AddWorkflow<PlainFlow>()
            .AddWorkflow<MessageFlow>()
            .AddWorkflow<ParentFlow>()
            .AddWorkflow<TimedFlow>()
            .AddAllActivities(new Steps(Queue));
        change?.Invoke(options);
        var worker = new TemporalWorker(client, options);
        var stopping = new CancellationTokenSource();
        _workers.Add((worker, worker.ExecuteAsync(stopping.Token), stopping));
    }

    public async Task StopWorkersAsync()
    {
        foreach (var (worker, running, stopping) in _workers)
        {
            await stopping.CancelAsync();
            // A worker that was asked to stop ends as cancelled.
            await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            worker.Dispose();
            stopping.Dispose();
        }

        _workers.Clear();
    }

    public Task<WorkflowHandle<T, string>> StartAsync<T>(
        System.Linq.Expressions.Expression<Func<T, Task<string>>> run, string name = "w", Action<WorkflowOptions>? change = null)
    {
        var options = new WorkflowOptions(Id(name), Queue);
        change?.Invoke(options);
        return client.StartWorkflowAsync(run, options);
    }

    public void Say(string line) => Transcript.Say(line);

    public void Say(string what, object? value) => Transcript.Say(what, value);

    /// <summary>Says how a call ended, in the words its caller gets.</summary>
    public async Task SayAsync<T>(string what, Func<Task<T>> call)
    {
        try
        {
            Say(what, await call());
        }
        catch (Exception failure) when (failure is TemporalException or InvalidOperationException)
        {
            Say(what, Errors.Text(failure));
        }
    }

    public Task SayAsync(string what, Func<Task> call) => SayAsync(what, async () =>
    {
        await call();
        return "done";
    });

    /// <summary>Says the workflow's result and its whole history.</summary>
    public async Task SayEndAsync<T>(WorkflowHandle<T, string> handle)
    {
        await SayAsync("result", () => handle.GetResultAsync(followRuns: false));
        await SayHistoryAsync(handle);
    }

    public async Task SayHistoryAsync(WorkflowHandle handle)
    {
        foreach (var line in HistoryText.Lines([.. (await handle.FetchHistoryAsync()).Events]))
        {
            Say(line);
        }
    }

    public Task<DescribeWorkflowExecutionResponse> DescribeAsync(WorkflowHandle handle) =>
        Service.DescribeWorkflowExecutionAsync(
            new() { Namespace = Namespace, Execution = new() { WorkflowId = handle.Id } });

    /// <summary>Describes until it looks as asked: there is no event to wait for in what is only pending.</summary>
    public async Task<DescribeWorkflowExecutionResponse> DescribeAsync(
        WorkflowHandle handle, Func<DescribeWorkflowExecutionResponse, bool> isWanted)
    {
        while (true)
        {
            var description = await DescribeAsync(handle);
            if (isWanted(description))
            {
                return description;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), Token);
        }
    }

    /// <summary>Returns when the history has an event of this type.</summary>
    public async Task WaitForAsync(WorkflowHandle handle, EventType type)
    {
        while ((await handle.FetchHistoryAsync()).Events.All(e => e.EventType != type))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), Token);
        }
    }

    public async ValueTask DisposeAsync() => await StopWorkersAsync();
}
