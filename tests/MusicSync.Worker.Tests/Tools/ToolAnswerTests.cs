using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using MusicSync.Worker.Api;
using MusicSync.Worker.Api.Orders;
using MusicSync.Worker.Matching;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Songs;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Syncs.Edits;
using MusicSync.Worker.Tools;
using Temporalio.Exceptions;

namespace MusicSync.Worker.Tests.Tools;

/// <summary>What a model is told: summaries, pages of the report, failures.</summary>
public sealed class ToolAnswerTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);

    private static readonly SyncStatus Ended = new(
        "x", SyncState.Completed, new PlaylistRef("37i9dQZF1DXcBWIGoYBM5M", "Road trip", Url: null), new SongCounts(10, 1, 9), new OutcomeCounts(6, 2, 1, 0),
        new ChangeCounts(4, 2, 0, 0), Waiting: null, new SyncEstimate(0, 0, 0, 0), Start, Start.AddMinutes(1), Error: null);

    [Fact]
    public void Summary_OfAnEndedSync_SaysWhatToDoAboutEachKindOfRow()
    {
        var answer = SyncAnswer.Of(Ended);

        Assert.True(answer.Finished);
        Assert.Equal(
            "Done. 6 of 10 songs are in the playlist. 2 need a decision: get_report with outcomes [\"review\"] has the candidates; let the user choose, "
            + "then call choose_track. 1 was not found: get_report with outcomes [\"missing\"]. 1 row names no usable song: get_report with outcomes "
            + "[\"rejected\"] says why.",
            answer.Summary);
    }

    [Fact]
    public void Summary_OfAWaitingSync_HasTheReasonAndThePage()
    {
        var waiting = new SyncWaiting("sign_in", Until: null, "Nobody is signed in to Spotify.", new Uri("http://127.0.0.1:5210/signin"));

        var answer = SyncAnswer.Of(Ended with { State = SyncState.Waiting, FinishedAt = null, Outcomes = new OutcomeCounts(6, 0, 0, 0), Waiting = waiting });

        Assert.False(answer.Finished);
        Assert.EndsWith("It waits: Nobody is signed in to Spotify. http://127.0.0.1:5210/signin", answer.Summary, StringComparison.Ordinal);
        Assert.Equal("http://127.0.0.1:5210/signin", answer.Waiting!.Link);
    }

    [Theory]
    [InlineData(SyncState.Failed, "The sync failed. The playlist is gone. 6 of 10 songs are in the playlist.")]
    [InlineData(SyncState.Cancelled, "The sync was cancelled. 6 of 10 songs are in the playlist.")]
    public void Summary_OfASyncThatDidNotComplete_SaysSoFirst(SyncState state, string expected) => Assert.StartsWith(
        expected, SyncAnswer.Of(Ended with { State = state, Error = new SyncError("The sync failed", "The playlist is gone.", "PlaylistGone") }).Summary, StringComparison.Ordinal);

    [Fact]
    public void Summary_OfAnUndoneSync_IsThatOfItsUndo()
    {
        var undo = new UndoStatus(UndoState.Completed, 3, 1, 0, [], PlaylistIsEmpty: false, Waiting: null, Error: null, Start, Start);

        Assert.Equal("Undone: 3 rows taken out, 1 were gone already, 0 left alone.", SyncAnswer.Of(Ended with { Undo = undo }).Summary);
    }

    [Fact]
    public void Report_IsFiltered_ThenPaged()
    {
        var report = new SyncReport("x", Ended.Playlist, [.. Enumerable.Range(1, 9).Select(line => Row(line, line % 3 == 0 ? RowOutcome.Review : RowOutcome.Accepted))]);

        var first = GetReportResult.Of(report, [RowOutcome.Review], offset: 0, limit: 2);
        var second = GetReportResult.Of(report, [RowOutcome.Review], first.NextOffset!.Value, limit: 2);

        Assert.Equal([3, 6], first.Rows.Select(row => row.Line));
        Assert.Equal([9], second.Rows.Select(row => row.Line));
        Assert.Equal((3, 3, null), (first.Total, second.Total, second.NextOffset));
        Assert.Equal(9, GetReportResult.Of(report, outcomes: [], offset: 0, limit: 200).Rows.Count);
        Assert.Empty(GetReportResult.Of(report, outcomes: null, offset: int.MaxValue, limit: 200).Rows);
    }

    [Fact]
    public void Candidates_AreToldWhereTheyAreOfUse()
    {
        Assert.Equal("spotify:track:b", Assert.Single(ReportLine.Of(Row(1, RowOutcome.Review)).Candidates!).Uri);
        Assert.Null(ReportLine.Of(Row(1, RowOutcome.Accepted)).Candidates);
    }

    public static TheoryData<Exception, string, string> Failures => new()
    {
        { ProblemException.NotFound("x"), McpFailureKind.NotFound, "There is no sync with id x; list_syncs lists the recent ones." },
        { new ProblemException(410, "Ended", "It left no report."), McpFailureKind.NotFound, "It left no report." },
        { new ProblemException(409, "The id is taken", "Choose another id."), ToolFailure.Conflict, "Choose another id." },
        { new ProblemException(409, "Nothing waits", "GET /syncs/x.y says which."), ToolFailure.Conflict, "get_sync says which." },
        { new ProblemException(404, "No such row", "No row of line 3; GET /syncs/x.y/report lists its rows."), McpFailureKind.NotFound, "No row of line 3; get_report lists its rows." },
        { OrderQueries.NoSuchOrder("x"), McpFailureKind.NotFound, "There is no order with id x; list_orders lists them." },
        { ProblemException.TooLarge("Send it in parts."), McpFailureKind.InvalidArgument, "Send it in parts." },
        { new SongListException("This is no list."), McpFailureKind.InvalidArgument, "This is no list." },
        { new RpcException(RpcException.StatusCode.Unavailable, "refused", null), McpFailureKind.UpstreamUnavailable, "Temporal is not answering. Nothing is lost; send the request again in some seconds. With the same id it joins what it may have started. (refused)" },
        { new McpCallException(new McpFailure(McpFailureKind.InsufficientScope, "A permission is missing.", RequiredScope: "playlist-modify-private"), cause: null), McpFailureKind.InsufficientScope, "A permission is missing." },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void Failure_LeavesByTheContractThatTheWorkerItselfReads(Exception error, string kind, string text)
    {
        var failure = ToolFailure.Of(error, writes: false)!;

        var sent = JsonSerializer.SerializeToElement(ToolFailure.ToResult(failure), McpJsonUtilities.DefaultOptions);
        var result = sent.Deserialize<CallToolResult>(McpJsonUtilities.DefaultOptions)!;

        Assert.True(result.IsError);
        Assert.Null(result.StructuredContent);
        Assert.Equal(text, Assert.IsType<TextContentBlock>(Assert.Single(result.Content)).Text);
        Assert.Equal(failure, McpToolErrors.Read("start_sync", result));
        Assert.Equal(kind, failure.Kind);
    }

    [Fact]
    public void Defect_IsNoFailureThatIsKnown() => Assert.Null(ToolFailure.Of(new InvalidOperationException("secret"), writes: true));

    [Fact]
    public void WriteDuringWhichTemporalFellSilent_MayHaveTakenEffect()
    {
        var silent = new RpcException(RpcException.StatusCode.DeadlineExceeded, "late", null);

        Assert.True(ToolFailure.Of(silent, writes: true)!.OutcomeUnknown);
        Assert.False(ToolFailure.Of(silent, writes: false)!.OutcomeUnknown);
        Assert.False(ToolFailure.Of(new ProblemException(503, "The MCP host is down", "Nothing was started."), writes: true)!.OutcomeUnknown);
    }

    private static ReportRow Row(int line, RowOutcome outcome) => new(
        line, new ReportInput("Title", "Artist"), outcome, RowResult.None, "spotify:track:a", "Title", ["Artist"], 0.91234, ["by title"],
        [new ScoredCandidate("spotify:track:b", "Title", ["Artist"], 1000, 0.8)]);
}
