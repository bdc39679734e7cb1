using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using MusicSync.EmbeddedTemporal.Runs;
using MusicSync.EmbeddedTemporal.Visibility;
using Temporalio.Api.History.V1;

namespace MusicSync.EmbeddedTemporal.Tests.Visibility;

/// <summary>The grammar of list filters, and how it refuses the rest.</summary>
public sealed class ListFilterTests
{
    private static readonly Run Run = Started();

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("WorkflowType = 'Sync'")]
    [InlineData("`WorkflowType`=\"Sync\"")]
    [InlineData("WorkflowType != 'Other'")]
    [InlineData("WorkflowId STARTS_WITH 'sync/'")]
    [InlineData("ExecutionStatus = 'Running'")]
    [InlineData("TaskQueue = 'songs and words' AND RunId = 'r1'")]
    [InlineData("StartTime = '2026-11-24T12:00:00Z'")]
    [InlineData("StartTime >= '2026-11-24T13:00:00+01:00' and StartTime < '2026-11-25'")]
    [InlineData("WorkflowId = 'a AND b'", false)]
    [InlineData("WorkflowType = 'sync'", false)]
    [InlineData("ExecutionStatus != 'Running'", false)]
    [InlineData("CloseTime > '2026-01-01T00:00:00Z'", false)]
    [InlineData("StartTime < '2026-11-24T12:00:00Z'", false)]
    public void Filter_FindsWhatItSays(string filter, bool finds = true) =>
        Assert.Equal(finds, ListFilter.Parse(filter)(Run));

    [Theory]
    [InlineData("WorkflowType = 'a' OR WorkflowType = 'b'", "OR")]
    [InlineData("WorkflowType = 'a' AND", "AND")]
    [InlineData("(WorkflowType = 'a')", "(WorkflowType")]
    [InlineData("WorkflowType = a", "WorkflowType = a")]
    [InlineData("Colour = 'red'", "Colour")]
    [InlineData("WorkflowType > 'a'", ">")]
    [InlineData("StartTime STARTS_WITH '2026'", "STARTS_WITH")]
    [InlineData("StartTime > 'yesterday'", "yesterday")]
    public void Filter_ThatIsNotServed_IsNamed(string filter, string named)
    {
        var refused = Assert.Throws<RpcException>(() => ListFilter.Parse(filter));

        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
        Assert.Contains(named, refused.Status.Detail, StringComparison.Ordinal);
    }

    private static Run Started()
    {
        var run = new Run("sync/1", "r1", "");
        RunFold.Apply(run, new HistoryEvent
        {
            EventTime = Timestamp.FromDateTime(new(2026, 11, 24, 12, 0, 0, DateTimeKind.Utc)),
            WorkflowExecutionStartedEventAttributes = new()
            {
                WorkflowType = new() { Name = "Sync" },
                TaskQueue = new() { Name = "songs and words" },
            },
        });
        return run;
    }
}
