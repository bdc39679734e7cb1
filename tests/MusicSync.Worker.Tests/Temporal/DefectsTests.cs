using MusicSync.Worker.Mcp;
using MusicSync.Worker.Temporal;
using Temporalio.Exceptions;

namespace MusicSync.Worker.Tests.Temporal;

public sealed class DefectsTests
{
    public static TheoryData<Exception> NoDefects =>
    [
        new McpCallException(new(McpFailureKind.McpUnavailable, "down"), cause: null),
        new McpCallException(new(McpFailureKind.InvalidArgument, "no"), cause: null),
        new RpcException(RpcException.StatusCode.Unavailable, "down", rawStatus: null),
        // An update met a run of its workflow that was just closing.
        new RpcException(RpcException.StatusCode.FailedPrecondition, "closing", rawStatus: null),
        new WorkflowUpdateRpcTimeoutOrCanceledException(inner: null),
        new ApplicationFailureException("busy", "PlaylistBusy"),
    ];

    public static TheoryData<Exception> AllDefects =>
    [
        new ArgumentOutOfRangeException("length"),
        new System.Text.Json.JsonException("of an older heartbeat"),
        new TaskCanceledException("a time-out that nobody expected"),
        new McpCallException(new(McpFailureKind.Internal, "bug"), cause: null),
        new RpcException(RpcException.StatusCode.InvalidArgument, "too large", rawStatus: null),
    ];

    [Theory]
    [MemberData(nameof(NoDefects))]
    public void KnownFailure_IsNoDefect(Exception exception) => Assert.False(Defects.Is(exception));

    [Theory]
    [MemberData(nameof(AllDefects))]
    public void AnythingElse_IsADefect(Exception exception) => Assert.True(Defects.Is(exception));

    [Theory]
    [InlineData(1, false)]
    [InlineData(4, false)]
    [InlineData(5, true)]
    public void Defect_IsGivenUpAtTheFifthAttempt(int count, bool final) =>
        Assert.Equal(final, Defects.Failure(new InvalidOperationException(), "playlist.write", traceId: null, count).NonRetryable);

    [Fact]
    public void Defect_NamesWhereAndTheTrace_ButNotWhatTheExceptionSays()
    {
        var failure = Defects.Failure(new InvalidOperationException("secret"), "playlist.write", "0af7651916cd43dd8448eb211c80319c", 1);

        Assert.Equal(
            "Internal error in playlist.write (InvalidOperationException), trace 0af7651916cd43dd8448eb211c80319c.", failure.Message);
        Assert.Equal(ActivityFailureTypes.Defect, failure.ErrorType);
    }
}
