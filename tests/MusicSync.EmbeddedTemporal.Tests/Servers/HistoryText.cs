using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;

namespace MusicSync.EmbeddedTemporal.Tests.Servers;

/// <summary>A history as text: one line an event, with what a client or a worker acts on.</summary>
internal static class HistoryText
{
    public static IEnumerable<string> Lines(IReadOnlyList<HistoryEvent> events)
    {
        for (var at = 0; at < events.Count; at++)
        {
            if (IsPlainTask(events, at))
            {
                yield return FormattableString.Invariant($"{events[at].EventId}-{events[at + 2].EventId} WorkflowTask");
                at += 2;
            }
            else
            {
                yield return FormattableString.Invariant($"{events[at].EventId} {events[at].EventType} {Details(events[at])}").TrimEnd();
            }
        }
    }

    public static string Failure(Failure? failure) => failure switch
    {
        null => "none",
        { Cause: { } cause } => $"{Alone(failure)} <- {Failure(cause)}",
        _ => Alone(failure),
    };

    public static string Payloads(Payloads? payloads) =>
        payloads is null ? "none" : $"[{string.Join(", ", payloads.Payloads_.Select(Payload))}]";

    public static string Payload(Payload payload) => payload.Data.Length > 80
        ? FormattableString.Invariant($"{payload.Data.Length} bytes")
        : payload.Data.ToStringUtf8();

    // What most histories are full of; its parts only matter when it was not plain.
    private static bool IsPlainTask(IReadOnlyList<HistoryEvent> events, int at) =>
        at + 2 < events.Count
        && events[at].EventType == EventType.WorkflowTaskScheduled
        && events[at].WorkflowTaskScheduledEventAttributes.Attempt == 1
        && events[at + 1].EventType == EventType.WorkflowTaskStarted
        && events[at + 2].EventType == EventType.WorkflowTaskCompleted;

    private static string Details(HistoryEvent e) => e.AttributesCase switch
    {
        HistoryEvent.AttributesOneofCase.WorkflowExecutionStartedEventAttributes => Started(e.WorkflowExecutionStartedEventAttributes),
        HistoryEvent.AttributesOneofCase.WorkflowExecutionCompletedEventAttributes => Payloads(e.WorkflowExecutionCompletedEventAttributes.Result),
        HistoryEvent.AttributesOneofCase.WorkflowExecutionFailedEventAttributes =>
            $"{Failure(e.WorkflowExecutionFailedEventAttributes.Failure)} {e.WorkflowExecutionFailedEventAttributes.RetryState}",
        HistoryEvent.AttributesOneofCase.WorkflowExecutionTimedOutEventAttributes => $"{e.WorkflowExecutionTimedOutEventAttributes.RetryState}",
        HistoryEvent.AttributesOneofCase.WorkflowExecutionTerminatedEventAttributes =>
            $"reason={e.WorkflowExecutionTerminatedEventAttributes.Reason} details={Payloads(e.WorkflowExecutionTerminatedEventAttributes.Details)}",
        HistoryEvent.AttributesOneofCase.WorkflowExecutionContinuedAsNewEventAttributes =>
            $"{e.WorkflowExecutionContinuedAsNewEventAttributes.WorkflowType.Name} {Payloads(e.WorkflowExecutionContinuedAsNewEventAttributes.Input)} {e.WorkflowExecutionContinuedAsNewEventAttributes.Initiator}",
        HistoryEvent.AttributesOneofCase.WorkflowExecutionSignaledEventAttributes =>
            $"{e.WorkflowExecutionSignaledEventAttributes.SignalName} {Payloads(e.WorkflowExecutionSignaledEventAttributes.Input)} {From(e.WorkflowExecutionSignaledEventAttributes.ExternalWorkflowExecution)}",
        HistoryEvent.AttributesOneofCase.WorkflowExecutionCancelRequestedEventAttributes =>
            $"reason={e.WorkflowExecutionCancelRequestedEventAttributes.Cause} {From(e.WorkflowExecutionCancelRequestedEventAttributes.ExternalWorkflowExecution)}",
        HistoryEvent.AttributesOneofCase.WorkflowExecutionUpdateAcceptedEventAttributes =>
            $"after={e.WorkflowExecutionUpdateAcceptedEventAttributes.AcceptedRequestSequencingEventId} {e.WorkflowExecutionUpdateAcceptedEventAttributes.AcceptedRequest?.Input?.Name}",
        HistoryEvent.AttributesOneofCase.WorkflowExecutionUpdateCompletedEventAttributes =>
            $"accepted={e.WorkflowExecutionUpdateCompletedEventAttributes.AcceptedEventId} {Outcome(e.WorkflowExecutionUpdateCompletedEventAttributes.Outcome)}",
        HistoryEvent.AttributesOneofCase.WorkflowTaskScheduledEventAttributes =>
            $"attempt={e.WorkflowTaskScheduledEventAttributes.Attempt}",
        HistoryEvent.AttributesOneofCase.WorkflowTaskFailedEventAttributes =>
            $"{e.WorkflowTaskFailedEventAttributes.Cause} {Failure(e.WorkflowTaskFailedEventAttributes.Failure)}",
        HistoryEvent.AttributesOneofCase.WorkflowTaskTimedOutEventAttributes => $"{e.WorkflowTaskTimedOutEventAttributes.TimeoutType}",
        _ => ActivityDetails(e),
    };

    private static string ActivityDetails(HistoryEvent e) => e.AttributesCase switch
    {
        HistoryEvent.AttributesOneofCase.ActivityTaskScheduledEventAttributes => Scheduled(e.ActivityTaskScheduledEventAttributes),
        HistoryEvent.AttributesOneofCase.ActivityTaskStartedEventAttributes =>
            $"attempt={e.ActivityTaskStartedEventAttributes.Attempt} last={Failure(e.ActivityTaskStartedEventAttributes.LastFailure)}",
        HistoryEvent.AttributesOneofCase.ActivityTaskCompletedEventAttributes =>
            $"of={e.ActivityTaskCompletedEventAttributes.ScheduledEventId},{e.ActivityTaskCompletedEventAttributes.StartedEventId} {Payloads(e.ActivityTaskCompletedEventAttributes.Result)}",
        HistoryEvent.AttributesOneofCase.ActivityTaskFailedEventAttributes =>
            $"of={e.ActivityTaskFailedEventAttributes.ScheduledEventId},{e.ActivityTaskFailedEventAttributes.StartedEventId} {Failure(e.ActivityTaskFailedEventAttributes.Failure)} {e.ActivityTaskFailedEventAttributes.RetryState}",
        HistoryEvent.AttributesOneofCase.ActivityTaskTimedOutEventAttributes =>
            $"of={e.ActivityTaskTimedOutEventAttributes.ScheduledEventId},{e.ActivityTaskTimedOutEventAttributes.StartedEventId} {Failure(e.ActivityTaskTimedOutEventAttributes.Failure)} {e.ActivityTaskTimedOutEventAttributes.RetryState}",
        HistoryEvent.AttributesOneofCase.ActivityTaskCancelRequestedEventAttributes =>
            $"of={e.ActivityTaskCancelRequestedEventAttributes.ScheduledEventId}",
        HistoryEvent.AttributesOneofCase.ActivityTaskCanceledEventAttributes =>
            $"of={e.ActivityTaskCanceledEventAttributes.ScheduledEventId},{e.ActivityTaskCanceledEventAttributes.StartedEventId} requested={e.ActivityTaskCanceledEventAttributes.LatestCancelRequestedEventId}",
        HistoryEvent.AttributesOneofCase.TimerStartedEventAttributes =>
            $"{e.TimerStartedEventAttributes.TimerId} {Span(e.TimerStartedEventAttributes.StartToFireTimeout)}",
        HistoryEvent.AttributesOneofCase.TimerFiredEventAttributes => $"{e.TimerFiredEventAttributes.TimerId} of={e.TimerFiredEventAttributes.StartedEventId}",
        HistoryEvent.AttributesOneofCase.TimerCanceledEventAttributes => $"{e.TimerCanceledEventAttributes.TimerId} of={e.TimerCanceledEventAttributes.StartedEventId}",
        HistoryEvent.AttributesOneofCase.MarkerRecordedEventAttributes => e.MarkerRecordedEventAttributes.MarkerName,
        HistoryEvent.AttributesOneofCase.UpsertWorkflowSearchAttributesEventAttributes =>
            string.Join(",", e.UpsertWorkflowSearchAttributesEventAttributes.SearchAttributes.IndexedFields.Keys.Order(StringComparer.Ordinal)),
        HistoryEvent.AttributesOneofCase.WorkflowPropertiesModifiedEventAttributes =>
            string.Join(",", e.WorkflowPropertiesModifiedEventAttributes.UpsertedMemo.Fields.Keys.Order(StringComparer.Ordinal)),
        _ => OtherWorkflowText.Details(e),
    };

    private static string Started(WorkflowExecutionStartedEventAttributes a) => string.Join(
        ' ',
        new[]
        {
            a.WorkflowType.Name,
            Payloads(a.Input),
            FormattableString.Invariant($"timeouts={Span(a.WorkflowExecutionTimeout)},{Span(a.WorkflowRunTimeout)},{Span(a.WorkflowTaskTimeout)}"),
            FormattableString.Invariant($"attempt={a.Attempt}"),
            a.Memo is null ? "" : $"memo={string.Join(",", a.Memo.Fields.Keys.Order(StringComparer.Ordinal))}",
            a.ParentWorkflowExecution is null
                ? ""
                : FormattableString.Invariant($"parent={a.ParentWorkflowExecution.WorkflowId} by={a.ParentInitiatedEventId}"),
            a.RootWorkflowExecution is null ? "" : $"root={a.RootWorkflowExecution.WorkflowId}",
            a.ContinuedExecutionRunId.Length == 0 ? "" : $"continued={a.Initiator}",
        }.Where(part => part.Length > 0));

    private static string Scheduled(ActivityTaskScheduledEventAttributes a)
    {
        var retry = a.RetryPolicy;
        return FormattableString.Invariant(
            $"{a.ActivityType.Name} {Payloads(a.Input)} timeouts={Span(a.ScheduleToCloseTimeout)},{Span(a.ScheduleToStartTimeout)},{Span(a.StartToCloseTimeout)},{Span(a.HeartbeatTimeout)} retry={Span(retry?.InitialInterval)},{retry?.BackoffCoefficient},{Span(retry?.MaximumInterval)},{retry?.MaximumAttempts}");
    }

    private static string Outcome(Temporalio.Api.Update.V1.Outcome outcome) =>
        outcome.Failure is { } failure ? Failure(failure) : Payloads(outcome.Success);

    private static string From(WorkflowExecution? sender) => sender is null ? "" : $"from={sender.WorkflowId}";

    private static string Span(Duration? span) =>
        span is null ? "-" : FormattableString.Invariant($"{span.ToTimeSpan().TotalSeconds}s");

    private static string Alone(Failure failure) => failure.FailureInfoCase switch
    {
        Temporalio.Api.Failure.V1.Failure.FailureInfoOneofCase.ApplicationFailureInfo =>
            $"Application({failure.ApplicationFailureInfo.Type}{(failure.ApplicationFailureInfo.NonRetryable ? ",final" : "")}) '{failure.Message}'",
        Temporalio.Api.Failure.V1.Failure.FailureInfoOneofCase.TimeoutFailureInfo =>
            $"Timeout({failure.TimeoutFailureInfo.TimeoutType},beat={Payloads(failure.TimeoutFailureInfo.LastHeartbeatDetails)}) '{failure.Message}'",
        Temporalio.Api.Failure.V1.Failure.FailureInfoOneofCase.ActivityFailureInfo =>
            $"Activity({failure.ActivityFailureInfo.ActivityType.Name},{failure.ActivityFailureInfo.RetryState}) '{failure.Message}'",
        Temporalio.Api.Failure.V1.Failure.FailureInfoOneofCase.ChildWorkflowExecutionFailureInfo =>
            $"Child({failure.ChildWorkflowExecutionFailureInfo.WorkflowExecution?.WorkflowId},{failure.ChildWorkflowExecutionFailureInfo.RetryState}) '{failure.Message}'",
        Temporalio.Api.Failure.V1.Failure.FailureInfoOneofCase.ServerFailureInfo =>
            $"Server({(failure.ServerFailureInfo.NonRetryable ? "final" : "")}) '{failure.Message}'",
        _ => $"{failure.FailureInfoCase} '{failure.Message}'",
    };
}
