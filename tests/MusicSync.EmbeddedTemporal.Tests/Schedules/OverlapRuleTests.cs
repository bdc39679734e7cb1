using MusicSync.EmbeddedTemporal.Schedules;
using Temporalio.Api.Enums.V1;

namespace MusicSync.EmbeddedTemporal.Tests.Schedules;

/// <summary>What becomes of actions that come while an earlier one runs, or together.</summary>
public sealed class OverlapRuleTests
{
    [Theory]
    [InlineData(ScheduleOverlapPolicy.Unspecified, "starts=1 waiting= skipped=2 ends=Unspecified")]
    [InlineData(ScheduleOverlapPolicy.Skip, "starts=1 waiting= skipped=2 ends=Unspecified")]
    [InlineData(ScheduleOverlapPolicy.BufferOne, "starts=1 waiting=2 skipped=1 ends=Unspecified")]
    [InlineData(ScheduleOverlapPolicy.BufferAll, "starts=1 waiting=2,3 skipped=0 ends=Unspecified")]
    [InlineData(ScheduleOverlapPolicy.CancelOther, "starts=3 waiting= skipped=0 ends=Unspecified")]
    [InlineData(ScheduleOverlapPolicy.TerminateOther, "starts=3 waiting= skipped=0 ends=Unspecified")]
    [InlineData(ScheduleOverlapPolicy.AllowAll, "starts=1,2,3 waiting= skipped=0 ends=Unspecified")]
    public void Actions_ThatComeTogether(ScheduleOverlapPolicy policy, string expected) =>
        Assert.Equal(expected, Decide(policy, isRunning: false));

    [Theory]
    [InlineData(ScheduleOverlapPolicy.Skip, "starts= waiting= skipped=3 ends=Unspecified")]
    [InlineData(ScheduleOverlapPolicy.BufferOne, "starts= waiting=1 skipped=2 ends=Unspecified")]
    [InlineData(ScheduleOverlapPolicy.BufferAll, "starts= waiting=1,2,3 skipped=0 ends=Unspecified")]
    [InlineData(ScheduleOverlapPolicy.CancelOther, "starts= waiting=1,2,3 skipped=0 ends=CancelOther")]
    [InlineData(ScheduleOverlapPolicy.TerminateOther, "starts= waiting=1,2,3 skipped=0 ends=TerminateOther")]
    [InlineData(ScheduleOverlapPolicy.AllowAll, "starts=1,2,3 waiting= skipped=0 ends=Unspecified")]
    public void Actions_WhileAnEarlierOneRuns(ScheduleOverlapPolicy policy, string expected) =>
        Assert.Equal(expected, Decide(policy, isRunning: true));

    [Fact]
    public void Policy_OfTheAction_ComesBeforeTheSchedules()
    {
        var decision = OverlapRule.Decide(
            [Action(1, ScheduleOverlapPolicy.AllowAll)], isRunning: true, ScheduleOverlapPolicy.Skip);

        Assert.Single(decision.Starts);
    }

    private static string Decide(ScheduleOverlapPolicy policy, bool isRunning)
    {
        List<DueAction> due = [.. Enumerable.Range(1, 3).Select(day => Action(day, ScheduleOverlapPolicy.Unspecified))];
        var decision = OverlapRule.Decide(due, isRunning, policy);
        return $"starts={Days(decision.Starts)} waiting={Days(decision.Waiting)} skipped={decision.Skipped} ends={decision.EndsOther}";
    }

    private static DueAction Action(int day, ScheduleOverlapPolicy policy)
    {
        var time = new DateTime(2026, 11, day, 0, 0, 0, DateTimeKind.Utc);
        return new(time, time, policy, IsManual: false);
    }

    private static string Days(IEnumerable<DueAction> actions) => string.Join(",", actions.Select(action => action.Nominal.Day));
}
