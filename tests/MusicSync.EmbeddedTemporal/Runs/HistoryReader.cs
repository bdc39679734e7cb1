using Google.Protobuf;
using MusicSync.EmbeddedTemporal.Wire;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;

namespace MusicSync.EmbeddedTemporal.Runs;

/// <summary>A part of a history that fits into one answer.</summary>
/// <param name="Events">In their order.</param>
/// <param name="Next">Where the rest begins; null when there is none.</param>
internal readonly record struct HistoryPage(IReadOnlyList<HistoryEvent> Events, ByteString? Next)
{
    public const int MaxEvents = 1000;

    // Answers above 4 MiB are refused by clients.
    private const int MaxBytes = 2 * 1024 * 1024;

    /// <summary>Reads a page. A task's last one ends with those of its events that are not written yet.</summary>
    public static HistoryPage Read(Run run, int from, int size, bool isOfTask)
    {
        var events = new List<HistoryEvent>();
        var bytes = 0;
        for (var at = from; at < run.History.Count; at++)
        {
            bytes += run.History[at].CalculateSize();
            if (events.Count > 0 && (events.Count >= size || bytes > MaxBytes))
            {
                return new(events, new PageToken(run.RunId, at, isOfTask).Encode());
            }

            events.Add(run.History[at]);
        }

        if (isOfTask && run.Task is { IsStarted: true } task)
        {
            events.AddRange(task.Unwritten);
        }

        return new(events, null);
    }
}

/// <summary>Reads histories: whole, in pages, backwards, or waiting for what comes.</summary>
internal sealed class HistoryReader(Gate gate, LongPoll longPoll, RunRegistry runs)
{
    public Task<GetWorkflowExecutionHistoryResponse> ReadAsync(
        GetWorkflowExecutionHistoryRequest request, CancellationToken cancellationToken) => longPoll.WaitAsync(
            isLast =>
            {
                var (run, from, isOfTask) = Find(request);
                return Read(request, run, from, isOfTask) is { } answer ? new(answer, null)
                    : isLast ? new(new() { History = new(), NextPageToken = new PageToken(run.RunId, from).Encode() }, null)
                    : new Look<GetWorkflowExecutionHistoryResponse>(null, run.Changed.Next);
            },
            cancellationToken);

    public GetWorkflowExecutionHistoryReverseResponse ReadBackwards(GetWorkflowExecutionHistoryReverseRequest request) =>
        gate.Enter(() =>
        {
            var run = runs.Get(request.Execution);
            var skip = request.NextPageToken.IsEmpty ? 0 : PageToken.Decode(request.NextPageToken).Position;
            var size = request.MaximumPageSize is > 0 and < HistoryPage.MaxEvents ? request.MaximumPageSize : HistoryPage.MaxEvents;
            var response = new GetWorkflowExecutionHistoryReverseResponse { History = new() };
            response.History.Events.AddRange(run.History.AsEnumerable().Reverse().Skip(skip).Take(size));
            if (skip + size < run.History.Count)
            {
                response.NextPageToken = new PageToken(run.RunId, skip + size).Encode();
            }

            return response;
        });

    private (Run Run, int From, bool IsOfTask) Find(GetWorkflowExecutionHistoryRequest request)
    {
        if (request.NextPageToken.IsEmpty)
        {
            return (runs.Get(request.Execution), 0, false);
        }

        var token = PageToken.Decode(request.NextPageToken);
        var run = runs.ByRunId(token.Subject) ?? throw TemporalErrors.WorkflowNotFound(request.Execution);
        return (run, token.Position, token.IsOfTask);
    }

    private static GetWorkflowExecutionHistoryResponse? Read(
        GetWorkflowExecutionHistoryRequest request, Run run, int from, bool isOfTask)
    {
        if (request.HistoryEventFilterType == HistoryEventFilterType.CloseEvent)
        {
            // The last event, whatever it is, for who does not want to wait.
            return run.CloseEvent is null && request.WaitNewEvent
                ? null
                : new() { History = new() { Events = { run.History[^1] } } };
        }

        if (from >= run.History.Count && request.WaitNewEvent && run.IsRunning)
        {
            return null;
        }

        var size = request.MaximumPageSize is > 0 and < HistoryPage.MaxEvents ? request.MaximumPageSize : HistoryPage.MaxEvents;
        var page = HistoryPage.Read(run, from, size, isOfTask);
        var next = page.Next
            ?? (request.WaitNewEvent && run.IsRunning ? new PageToken(run.RunId, run.History.Count).Encode() : ByteString.Empty);
        return new() { History = new() { Events = { page.Events } }, NextPageToken = next };
    }
}
