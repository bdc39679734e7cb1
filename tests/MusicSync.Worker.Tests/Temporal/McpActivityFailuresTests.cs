using MusicSync.Worker.Mcp;
using MusicSync.Worker.Temporal;
using Temporalio.Api.Enums.V1;

namespace MusicSync.Worker.Tests.Temporal;

public sealed class McpActivityFailuresTests
{
    [Theory]
    [InlineData(McpFailureKind.RateLimited, ActivityFailureTypes.SpotifyRateLimited, false, true)]
    [InlineData(McpFailureKind.QuotaExhausted, ActivityFailureTypes.SpotifyQuotaExhausted, false, true)]
    [InlineData(McpFailureKind.Unauthorized, ActivityFailureTypes.SpotifyAuthError, true, false)]
    [InlineData(McpFailureKind.InsufficientScope, ActivityFailureTypes.SpotifyInsufficientScope, true, false)]
    [InlineData(McpFailureKind.AccountBlocked, ActivityFailureTypes.SpotifyAccountBlocked, true, false)]
    [InlineData(McpFailureKind.Misconfigured, ActivityFailureTypes.SpotifyMisconfigured, true, false)]
    [InlineData(McpFailureKind.UpstreamUnavailable, ActivityFailureTypes.SpotifyUnavailable, false, true)]
    [InlineData(McpFailureKind.NotFound, ActivityFailureTypes.SpotifyNotFound, true, false)]
    [InlineData(McpFailureKind.Forbidden, ActivityFailureTypes.SpotifyForbidden, true, false)]
    [InlineData(McpFailureKind.InvalidArgument, ActivityFailureTypes.McpInvalidArgument, true, false)]
    [InlineData(McpFailureKind.McpUnavailable, ActivityFailureTypes.McpUnavailable, false, false)]
    [InlineData(McpFailureKind.McpRefused, ActivityFailureTypes.McpRefused, false, false)]
    [InlineData(McpFailureKind.CircuitOpen, ActivityFailureTypes.McpCircuitOpen, false, true)]
    [InlineData(McpFailureKind.OutcomeUnknown, ActivityFailureTypes.McpOutcomeUnknown, false, false)]
    [InlineData(McpFailureKind.TooLate, ActivityFailureTypes.McpFenced, true, false)]
    public void Known_FollowsTheFailureTable(string kind, string type, bool final, bool benign)
    {
        var failure = McpActivityFailures.Known(new McpFailure(kind, "why"))!;

        Assert.Equal(type, failure.ErrorType);
        Assert.Equal(final, failure.NonRetryable);
        Assert.Equal(benign, failure.Category == ApplicationErrorCategory.Benign);
    }

    [Fact]
    public void Known_RateLimit_HandsTheWaitToTemporal() => Assert.Equal(
        TimeSpan.FromSeconds(48_925),
        McpActivityFailures.Known(
            new McpFailure(McpFailureKind.RateLimited, "wait", TimeSpan.FromSeconds(48_925)))?.NextRetryDelay);

    [Fact]
    public void Known_OpenCircuit_IsRepeatedAfterTheBreak() => Assert.Equal(
        TimeSpan.FromSeconds(4),
        McpActivityFailures.Known(
            new McpFailure(McpFailureKind.CircuitOpen, "open", TimeSpan.FromSeconds(4)))?.NextRetryDelay);

    [Fact]
    public void Known_WriteWithUnknownOutcome_IsToldApartFromAnOutage() => Assert.Equal(
        ActivityFailureTypes.McpOutcomeUnknown,
        McpActivityFailures.Known(
            new McpFailure(McpFailureKind.UpstreamUnavailable, "502", OutcomeUnknown: true))?.ErrorType);

    [Theory]
    [InlineData(McpFailureKind.Internal)]
    [InlineData("a_kind_of_next_year")]
    public void Known_DefectOrUnheardOfKind_IsNone(string kind) =>
        Assert.Null(McpActivityFailures.Known(new McpFailure(kind, "bug")));
}
