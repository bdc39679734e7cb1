using MusicSync.EmbeddedTemporal.Runs;
using MusicSync.EmbeddedTemporal.Wire;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Cause = Temporalio.Api.Enums.V1.WorkflowTaskFailedCause;

namespace MusicSync.EmbeddedTemporal.Tasks;

/// <summary>Why a worker's commands are refused.</summary>
/// <param name="Cause">What kind of command it was.</param>
/// <param name="Why">What is wrong with it; null when the cause says it all.</param>
/// <param name="EndsWorkflow">Whether no repetition can help, as with a payload above the limit.</param>
internal sealed record BadCommand(Cause Cause, string? Why, bool EndsWorkflow = false)
{
    public string Text => Why is null ? Cause.ToString() : $"{Cause}: {Why}";
}

/// <summary>
/// Looks at all commands of a task before the first one is carried out, so that a bad one leaves nothing half done.
/// </summary>
internal sealed class CommandCheck
{
    private readonly Run _run;
    private readonly HashSet<string> _timers;
    private readonly HashSet<string> _activities;
    private readonly HashSet<string> _messages;

    private CommandCheck(Run run, RespondWorkflowTaskCompletedRequest request)
    {
        _run = run;
        _timers = [.. run.Timers.Keys, .. run.Buffered.Select(item => item.TimerFiredEventAttributes?.TimerId).OfType<string>()];
        _activities = [.. run.Activities.Values.Select(activity => activity.Attributes.ActivityId)];
        _messages = [.. request.Messages.Select(message => message.Id)];
    }

    public static bool IsClosing(CommandType type) => type is CommandType.CompleteWorkflowExecution
        or CommandType.FailWorkflowExecution or CommandType.CancelWorkflowExecution or CommandType.ContinueAsNewWorkflowExecution;

    /// <returns>What is wrong; null when nothing is.</returns>
    public static BadCommand? Check(Run run, RespondWorkflowTaskCompletedRequest request)
    {
        if (run.Buffered.Count > 0 && request.Commands.Any(command => IsClosing(command.CommandType)))
        {
            // The workflow has to hear what it has missed before it may close.
            return new(Cause.UnhandledCommand, null);
        }

        foreach (var message in request.Messages)
        {
            if (!run.Updates.ContainsKey(message.ProtocolInstanceId))
            {
                return new(
                    Cause.BadUpdateWorkflowExecutionMessage,
                    $"update {message.ProtocolInstanceId} wasn't found on the server. This is most likely a transient error which will be resolved automatically by retries");
            }

            if (SizeLimits.IsTooLarge(message.Body))
            {
                var type = message.Body.TypeUrl.Split('/')[^1];
                return new(Cause.BadUpdateWorkflowExecutionMessage, $"Message type {type} exceeds size limit.", EndsWorkflow: true);
            }
        }

        var check = new CommandCheck(run, request);
        return request.Commands.Select(check.Check).FirstOrDefault(bad => bad is not null);
    }

    private BadCommand? Check(Command command) => command.CommandType switch
    {
        CommandType.ScheduleActivityTask => Check(command.ScheduleActivityTaskCommandAttributes),
        CommandType.RequestCancelActivityTask => CheckCancel(command.RequestCancelActivityTaskCommandAttributes),
        CommandType.StartTimer => Check(command.StartTimerCommandAttributes),
        CommandType.CancelTimer => _timers.Remove(command.CancelTimerCommandAttributes.TimerId)
            ? null
            : new(Cause.BadCancelTimerAttributes, $"invalid history builder state for action: add-timer-canceled-event, TimerID: {command.CancelTimerCommandAttributes.TimerId}"),
        CommandType.RecordMarker => Size(
            Cause.BadRecordMarkerAttributes,
            "RecordMarkerCommandAttributes.Details exceeds size limit.",
            command.RecordMarkerCommandAttributes.Details.Values.Sum(details => details.CalculateSize())),
        CommandType.CompleteWorkflowExecution => Size(
            // So the real server calls it.
            Cause.BadScheduleActivityAttributes,
            "CompleteWorkflowExecutionCommandAttributes.Result exceeds size limit.",
            command.CompleteWorkflowExecutionCommandAttributes.Result),
        CommandType.FailWorkflowExecution => command.FailWorkflowExecutionCommandAttributes.Failure is null
            ? new(Cause.BadFailWorkflowExecutionAttributes, "Failure is not set on FailWorkflowExecutionCommand.")
            : Size(
                Cause.BadFailWorkflowExecutionAttributes,
                "FailWorkflowExecutionCommandAttributes.Failure exceeds size limit.",
                command.FailWorkflowExecutionCommandAttributes.Failure.CalculateSize()),
        CommandType.ContinueAsNewWorkflowExecution => Check(command.ContinueAsNewWorkflowExecutionCommandAttributes),
        CommandType.SignalExternalWorkflowExecution => Size(
            Cause.BadSignalWorkflowExecutionAttributes,
            "SignalExternalWorkflowExecutionCommandAttributes.Input exceeds size limit.",
            command.SignalExternalWorkflowExecutionCommandAttributes.Input),
        CommandType.StartChildWorkflowExecution => Check(command.StartChildWorkflowExecutionCommandAttributes),
        CommandType.ModifyWorkflowProperties => Size(
            Cause.BadModifyWorkflowPropertiesAttributes,
            "ModifyWorkflowPropertiesCommandAttributes exceeds size limit.",
            command.ModifyWorkflowPropertiesCommandAttributes.UpsertedMemo?.CalculateSize() ?? 0),
        CommandType.ProtocolMessage => _messages.Contains(command.ProtocolMessageCommandAttributes.MessageId)
            ? null
            : new(
                Cause.BadUpdateWorkflowExecutionMessage,
                $"ProtocolMessageCommand referenced absent message ID {command.ProtocolMessageCommandAttributes.MessageId}"),
        CommandType.CancelWorkflowExecution or CommandType.RequestCancelExternalWorkflowExecution
            or CommandType.UpsertWorkflowSearchAttributes => null,
        var other => new(Cause.UnhandledCommand, TemporalErrors.MissingFeature($"the command {other}")),
    };

    private BadCommand? Check(ScheduleActivityTaskCommandAttributes asked) =>
        asked.ActivityId.Length == 0 ? new(Cause.BadScheduleActivityAttributes, "ActivityId is not set on ScheduleActivityTaskCommand.")
        : asked.ActivityType is not { Name.Length: > 0 } ? new(Cause.BadScheduleActivityAttributes, $"ActivityType is not set on ScheduleActivityTaskCommand. ActivityId={asked.ActivityId}")
        : Durations.Positive(asked.StartToCloseTimeout) is null && Durations.Positive(asked.ScheduleToCloseTimeout) is null
            ? new(Cause.BadScheduleActivityAttributes, $"a valid StartToCloseTimeout or ScheduleToCloseTimeout must be set on the activity. ActivityId={asked.ActivityId} ActivityType={asked.ActivityType.Name}")
        : !_activities.Add(asked.ActivityId) ? new(Cause.ScheduleActivityDuplicateId, $"ActivityID: {asked.ActivityId}")
        : Size(Cause.BadScheduleActivityAttributes, "ScheduleActivityTaskCommandAttributes.Input exceeds size limit.", asked.Input);

    private BadCommand? CheckCancel(RequestCancelActivityTaskCommandAttributes asked) =>
        asked.ScheduledEventId > 0 && asked.ScheduledEventId <= _run.LastEventId
            && _run.History[(int)asked.ScheduledEventId - 1].EventType == EventType.ActivityTaskScheduled
                ? null
                : new(Cause.BadRequestCancelActivityAttributes, $"ScheduledEventID: {asked.ScheduledEventId}");

    private BadCommand? Check(StartTimerCommandAttributes asked) =>
        asked.TimerId.Length == 0 ? new(Cause.BadStartTimerAttributes, "TimerId is not set on StartTimerCommand.")
        : !_timers.Add(asked.TimerId) ? new(Cause.StartTimerDuplicateId, $"TimerID: {asked.TimerId}")
        : null;

    private static BadCommand? Check(ContinueAsNewWorkflowExecutionCommandAttributes asked) =>
        asked.RetryPolicy is not null || asked.CronSchedule.Length > 0
            ? new(Cause.BadContinueAsNewAttributes, TemporalErrors.MissingFeature("retries and cron of whole workflows"))
            : Size(Cause.BadContinueAsNewAttributes, "ContinueAsNewWorkflowExecutionCommandAttributes. Input exceeds size limit.", asked.Input);

    private static BadCommand? Check(StartChildWorkflowExecutionCommandAttributes asked) =>
        asked.RetryPolicy is not null || asked.CronSchedule.Length > 0
            ? new(Cause.BadStartChildExecutionAttributes, TemporalErrors.MissingFeature("retries and cron of whole workflows"))
        : asked.WorkflowId.Length == 0 ? new(Cause.BadStartChildExecutionAttributes, "Required field WorkflowId is not set on command.")
        : Size(Cause.BadStartChildExecutionAttributes, "StartChildWorkflowExecutionCommandAttributes. Input exceeds size limit.", asked.Input);

    private static BadCommand? Size(Cause cause, string why, Payloads? payloads) =>
        Size(cause, why, payloads?.CalculateSize() ?? 0);

    private static BadCommand? Size(Cause cause, string why, int size) =>
        size > SizeLimits.Blob ? new(cause, why, EndsWorkflow: true) : null;
}
