using System.Text.Json;
using MusicSync.Worker.Mcp.Sessions;
using MusicSync.Worker.Sessions;
using MusicSync.Worker.Temporal;
using Temporalio.Api.Enums.V1;
using Temporalio.Workflows;

namespace MusicSync.Worker.Tests.Sessions;

public sealed class SessionFailuresTests
{
    [Theory]
    [InlineData(false, ApplicationErrorCategory.Benign)]
    [InlineData(true, ApplicationErrorCategory.Unspecified)]
    public void Loss_IsFinal_AndNoErrorUnlessAWriteIsInDoubt(bool unknown, ApplicationErrorCategory category)
    {
        var failure = SessionFailures.Lost(new McpSessionLoss("state", 2, McpSessionLossCause.Forgotten, unknown), "lost");

        Assert.Equal(ActivityFailureTypes.MCPServerStateError, failure.ErrorType);
        Assert.True(failure.NonRetryable);
        Assert.Equal(category, failure.Category);
    }

    [Fact]
    public void WriteOfAProcess_HasOneAttempt_SinceASecondCouldNotKnowOfTheFirst()
    {
        Assert.Equal(1, Options(queue: "music-sync/1", writes: true).RetryPolicy!.MaximumAttempts);
        Assert.Equal(0, Options(queue: "music-sync/1", writes: false).RetryPolicy!.MaximumAttempts);
        Assert.Equal(0, Options(queue: null, writes: true).RetryPolicy!.MaximumAttempts);
    }

    [Fact]
    public void SessionOfAProcess_IsCalledOnItsQueue_WhichIsNotWaitedForLong()
    {
        var options = Options(queue: "music-sync/1", writes: false);

        Assert.Equal("music-sync/1", options.TaskQueue);
        Assert.Equal(TimeSpan.FromSeconds(10), options.ScheduleToStartTimeout);
        Assert.Null(Options(queue: null, writes: false).ScheduleToStartTimeout);
    }

    private static ActivityOptions Options(string? queue, bool writes)
    {
        var session = new McpSessionRef("state", "1", Generation: 1, queue);
        return SessionActivityOptions.Call(
            new McpSessionCall(session, "add_note", JsonSerializer.SerializeToElement(new { }), writes, Key: "w/1"), timeScale: 1);
    }
}
