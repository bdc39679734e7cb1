using Google.Protobuf.WellKnownTypes;
using MusicSync.EmbeddedTemporal.Runs;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.Protocol.V1;
using Temporalio.Api.Update.V1;

namespace MusicSync.EmbeddedTemporal.Updates;

/// <summary>The messages about updates that go with workflow tasks and come back with their completions.</summary>
internal static class UpdateMessages
{
    // Workers without update handlers drop the message instead of answering it.
    private const string Unprocessed =
        "Workflow Update is rejected because it wasn't processed by worker. Probably, Workflow Update is not supported by the worker.";

    /// <summary>The requests that go with a task, in the order of their admission.</summary>
    public static IEnumerable<Message> Send(Run run, long startedEventId)
    {
        foreach (var update in run.Updates.Values.Where(update => update.IsWaitingToBeSent))
        {
            update.Send(startedEventId);
            yield return new()
            {
                Id = update.SentMessageId,
                ProtocolInstanceId = update.Id,
                // The workflow sees the update after everything that happened before the task started.
                EventId = update.SentSequencingId,
                Body = Any.Pack(update.Request),
            };
        }
    }

    /// <summary>Carries out a worker's answer.</summary>
    public static void Receive(Ledger ledger, Run run, Message message)
    {
        var update = run.Updates[message.ProtocolInstanceId];
        if (message.Body.Is(Acceptance.Descriptor))
        {
            ledger.Write(run, EventType.WorkflowExecutionUpdateAccepted, item => item.WorkflowExecutionUpdateAcceptedEventAttributes = new()
            {
                ProtocolInstanceId = update.Id,
                AcceptedRequestMessageId = update.SentMessageId ?? "",
                AcceptedRequestSequencingEventId = update.SentSequencingId,
                AcceptedRequest = update.Request,
            });
            update.Changed.Raise();
        }
        else if (message.Body.TryUnpack<Rejection>(out var rejection))
        {
            Reject(run, update, rejection.Failure);
        }
        else if (message.Body.TryUnpack<Response>(out var response))
        {
            ledger.Write(run, EventType.WorkflowExecutionUpdateCompleted, item => item.WorkflowExecutionUpdateCompletedEventAttributes = new()
            {
                Meta = response.Meta,
                Outcome = response.Outcome,
                AcceptedEventId = update.AcceptedEventId,
            });
        }
    }

    /// <summary>Ends the updates that a completed task carried and said nothing about.</summary>
    public static void RejectUnprocessed(Run run)
    {
        foreach (var update in run.Updates.Values.Where(IsUnprocessed).ToList())
        {
            Reject(run, update, new Failure
            {
                Message = Unprocessed,
                Source = "Server",
                ApplicationFailureInfo = new() { Type = "UnprocessedUpdate", NonRetryable = true },
            });
        }
    }

    private static bool IsUnprocessed(Update update) =>
        update is { Stage: UpdateWorkflowExecutionLifecycleStage.Admitted, SentMessageId: not null };

    // Who waits for it is told; then its id is free again.
    private static void Reject(Run run, Update update, Failure failure)
    {
        run.Updates.Remove(update.Id);
        update.Complete(new Outcome { Failure = failure });
    }
}
