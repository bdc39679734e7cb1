using Temporalio.Api.Enums.V1;

namespace MusicSync.EmbeddedTemporal.Schedules;

/// <summary>An action whose time has come and that has not been taken.</summary>
/// <param name="Nominal">The time by the schedule, which names the workflow.</param>
/// <param name="Actual">The time with jitter.</param>
/// <param name="Policy">What to do while an earlier one runs; unspecified means the schedule's own policy.</param>
/// <param name="IsManual">Triggered or filled in, so neither pause nor limit holds it.</param>
internal sealed record DueAction(DateTime Nominal, DateTime Actual, ScheduleOverlapPolicy Policy, bool IsManual);

/// <summary>What becomes of the actions whose time has come.</summary>
/// <param name="Starts">Now.</param>
/// <param name="Waiting">When what runs has ended.</param>
/// <param name="Skipped">How many are left out.</param>
/// <param name="EndsOther">How what runs is ended for them; unspecified when it is not.</param>
internal sealed record OverlapDecision(
    IReadOnlyList<DueAction> Starts, IReadOnlyList<DueAction> Waiting, int Skipped, ScheduleOverlapPolicy EndsOther);

/// <summary>Decides about actions of a schedule that overlap.</summary>
internal static class OverlapRule
{
    public static OverlapDecision Decide(IReadOnlyList<DueAction> due, bool isRunning, ScheduleOverlapPolicy usual)
    {
        List<DueAction> overlapping = [];
        List<DueAction> waiting = [];
        DueAction? next = null;
        var skipped = 0;
        var endsOther = ScheduleOverlapPolicy.Unspecified;
        foreach (var action in due)
        {
            var policy = Resolve(action.Policy, usual);
            if (policy == ScheduleOverlapPolicy.AllowAll)
            {
                overlapping.Add(action);
            }
            else if (!isRunning && next is null)
            {
                next = action;
            }
            else if (policy is ScheduleOverlapPolicy.CancelOther or ScheduleOverlapPolicy.TerminateOther)
            {
                if (!isRunning)
                {
                    // The one it would end has not even begun.
                    next = action;
                    continue;
                }

                waiting.Add(action);
                endsOther = endsOther == ScheduleOverlapPolicy.TerminateOther ? endsOther : policy;
            }
            else if (policy == ScheduleOverlapPolicy.BufferAll || (policy == ScheduleOverlapPolicy.BufferOne && waiting.Count == 0))
            {
                waiting.Add(action);
            }
            else
            {
                skipped++;
            }
        }

        if (endsOther != ScheduleOverlapPolicy.Unspecified)
        {
            // They would be ended at once.
            overlapping.Clear();
        }

        return new(next is null ? overlapping : [.. overlapping, next], waiting, skipped, endsOther);
    }

    public static ScheduleOverlapPolicy Resolve(ScheduleOverlapPolicy policy, ScheduleOverlapPolicy usual) =>
        policy != ScheduleOverlapPolicy.Unspecified ? policy
        : usual != ScheduleOverlapPolicy.Unspecified ? usual
        : ScheduleOverlapPolicy.Skip;
}
