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
                var e = events[at];
                yield return FormattableString.Invariant($"{e.EventId} {e.EventType} {Details(e)}").TrimEnd();
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

    private static string Details(HistoryEvent e) => e switch
    {
        { WorkflowExecutionStartedEventAttributes: { } a } => Started(a),
        { WorkflowExecutionCompletedEventAttributes: { } a } => Payloads(a.Result),
        { WorkflowExecutionFailedEventAttributes: { } a } => $"{Failure(a.Failure)} {a.RetryState}",
        { WorkflowExecutionTimedOutEventAttributes: { } a } => $"{a.RetryState}",
        { WorkflowExecutionTerminatedEventAttributes: { } a } => $"reason={a.Reason} details={Payloads(a.Details)}",
        { WorkflowExecutionContinuedAsNewEventAttributes: { } a } =>
            $"{a.WorkflowType.Name} {Payloads(a.Input)} {a.Initiator}",
        { WorkflowExecutionSignaledEventAttributes: { } a } =>
            $"{a.SignalName} {Payloads(a.Input)} {From(a.ExternalWorkflowExecution)}",
        { WorkflowExecutionCancelRequestedEventAttributes: { } a } =>
            $"reason={a.Cause} {From(a.ExternalWorkflowExecution)}",
        { WorkflowExecutionUpdateAcceptedEventAttributes: { } a } =>
            $"after={a.AcceptedRequestSequencingEventId} {a.AcceptedRequest?.Input?.Name}",
        { WorkflowExecutionUpdateCompletedEventAttributes: { } a } =>
            $"accepted={a.AcceptedEventId} {Outcome(a.Outcome)}",
        { WorkflowTaskScheduledEventAttributes: { } a } => $"attempt={a.Attempt}",
        { WorkflowTaskFailedEventAttributes: { } a } => $"{a.Cause} {Failure(a.Failure)}",
        { WorkflowTaskTimedOutEventAttributes: { } a } => $"{a.TimeoutType}",
        _ => ActivityDetails(e),
    };

    private static string ActivityDetails(HistoryEvent e) => e switch
    {
        { ActivityTaskScheduledEventAttributes: { } a } => Scheduled(a),
        { ActivityTaskStartedEventAttributes: { } a } => $"attempt={a.Attempt} last={Failure(a.LastFailure)}",
        { ActivityTaskCompletedEventAttributes: { } a } =>
            $"of={a.ScheduledEventId},{a.StartedEventId} {Payloads(a.Result)}",
        { ActivityTaskFailedEventAttributes: { } a } =>
            $"of={a.ScheduledEventId},{a.StartedEventId} {Failure(a.Failure)} {a.RetryState}",
        { ActivityTaskTimedOutEventAttributes: { } a } =>
            $"of={a.ScheduledEventId},{a.StartedEventId} {Failure(a.Failure)} {a.RetryState}",
        { ActivityTaskCancelRequestedEventAttributes: { } a } => $"of={a.ScheduledEventId}",
        { ActivityTaskCanceledEventAttributes: { } a } =>
            $"of={a.ScheduledEventId},{a.StartedEventId} requested={a.LatestCancelRequestedEventId}",
        { TimerStartedEventAttributes: { } a } => $"{a.TimerId} {Span(a.StartToFireTimeout)}",
        { TimerFiredEventAttributes: { } a } => $"{a.TimerId} of={a.StartedEventId}",
        { TimerCanceledEventAttributes: { } a } => $"{a.TimerId} of={a.StartedEventId}",
        { MarkerRecordedEventAttributes: { } a } => a.MarkerName,
        { UpsertWorkflowSearchAttributesEventAttributes: { } a } =>
            string.Join(",", a.SearchAttributes.IndexedFields.Keys.Order(StringComparer.Ordinal)),
        { WorkflowPropertiesModifiedEventAttributes: { } a } =>
            string.Join(",", a.UpsertedMemo.Fields.Keys.Order(StringComparer.Ordinal)),
        _ => OtherWorkflowText.Details(e),
    };

    private static string Started(WorkflowExecutionStartedEventAttributes a) => string.Join(
        ' ',
        new[]
        {
            a.WorkflowType.Name,
            Payloads(a.Input),
            $"timeouts={Span(a.WorkflowExecutionTimeout)},{Span(a.WorkflowRunTimeout)},{Span(a.WorkflowTaskTimeout)}",
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
        Duration?[] timeouts = [a.ScheduleToCloseTimeout, a.ScheduleToStartTimeout, a.StartToCloseTimeout, a.HeartbeatTimeout];
        return string.Join(
            ' ',
            $"{a.ActivityType.Name} {Payloads(a.Input)} timeouts={string.Join(',', timeouts.Select(Span))}",
            FormattableString.Invariant($"retry={Span(retry?.InitialInterval)},{retry?.BackoffCoefficient}")
                + FormattableString.Invariant($",{Span(retry?.MaximumInterval)},{retry?.MaximumAttempts}"));
    }

    private static string Outcome(Temporalio.Api.Update.V1.Outcome outcome) =>
        outcome.Failure is { } failure ? Failure(failure) : Payloads(outcome.Success);

    private static string From(WorkflowExecution? sender) => sender is null ? "" : $"from={sender.WorkflowId}";

    private static string Span(Duration? span) =>
        span is null ? "-" : FormattableString.Invariant($"{span.ToTimeSpan().TotalSeconds}s");

    private static string Alone(Failure failure) => $"{Kind(failure)} '{failure.Message}'";

    private static string Kind(Failure failure) => failure switch
    {
        { ApplicationFailureInfo: { } info } => $"Application({info.Type}{(info.NonRetryable ? ",final" : "")})",
        { TimeoutFailureInfo: { } info } => $"Timeout({info.TimeoutType},beat={Payloads(info.LastHeartbeatDetails)})",
        { ActivityFailureInfo: { } info } => $"Activity({info.ActivityType.Name},{info.RetryState})",
        { ChildWorkflowExecutionFailureInfo: { } info } => $"Child({info.WorkflowExecution?.WorkflowId},{info.RetryState})",
        { ServerFailureInfo: { } info } => $"Server({(info.NonRetryable ? "final" : "")})",
        _ => $"{failure.FailureInfoCase}",
    };
}
