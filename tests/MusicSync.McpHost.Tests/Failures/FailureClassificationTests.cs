using MusicSync.McpHost.Failures;
using MusicSync.McpHost.Http;

namespace MusicSync.McpHost.Tests.Failures;

public sealed class FailureClassificationTests
{
    [Theory]
    [InlineData(400, """{"error":{"status":400,"message":"Invalid base62 id"}}""", "InvalidArgument")]
    [InlineData(400, """{"error":{"status":400,"message":"Payload contains a non-existing ID"}}""", "InvalidArgument")]
    [InlineData(400, """{"error":{"status":400,"message":"Only valid bearer authentication supported"}}""", "Misconfigured")]
    [InlineData(401, """{"error":{"status":401,"message":"The access token expired"}}""", "Unauthorized")]
    [InlineData(401, """{"error":{"status":401,"message":"Permissions missing"}}""", "InsufficientScope")]
    [InlineData(403, """{"error":{"status":403,"message":"Forbidden"}}""", "Forbidden")]
    [InlineData(403, """{"error":{"status":403,"message":"Insufficient client scope"}}""", "InsufficientScope")]
    [InlineData(403, """{"error":{"status":403,"message":"Active premium subscription required for the owner of the app."}}""", "AccountBlocked")]
    [InlineData(403, "User not registered in the Developer Dashboard", "AccountBlocked")]
    [InlineData(403, """{"error":{"status":403,"message":"The user is not registered for this application."}}""", "AccountBlocked")]
    [InlineData(403, """{"error":{"status":403,"message":"You cannot remove tracks from a playlist you don't own"}}""", "Forbidden")]
    [InlineData(404, """{"error":{"status":404,"message":"Resource not found"}}""", "NotFound")]
    [InlineData(429, """{"error":{"status":429,"message":"API rate limit exceeded"}}""", "RateLimited")]
    [InlineData(429, "Too many requests", "RateLimited")]
    [InlineData(429, """{"error":{"status":429,"message":"Too many requests","reason":"QUOTA_EXCEEDED"}}""", "QuotaExhausted")]
    [InlineData(500, "", "UpstreamUnavailable")]
    [InlineData(502, "<html><body>Bad gateway</body></html>", "UpstreamUnavailable")]
    [InlineData(503, """{"error":{"status":503""", "UpstreamUnavailable")]
    [InlineData(302, "", "UpstreamUnavailable")]
    [InlineData(418, "", "Internal")]
    public void ErrorAnswer_OfARead_HasItsKindAndLeavesNothingInDoubt(int status, string body, string kind)
    {
        var failure = OfRead(ErrorReply.Read(status, body, null));

        Assert.Equal(kind, failure.Kind.ToString());
        Assert.Equal(status, failure.HttpStatus);
        Assert.False(failure.OutcomeUnknown);
        Assert.DoesNotContain("<html>", failure.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, false)]
    [InlineData(401, false)]
    [InlineData(403, false)]
    [InlineData(404, false)]
    [InlineData(429, false)]
    [InlineData(500, true)]
    [InlineData(502, true)]
    [InlineData(503, true)]
    [InlineData(504, true)]
    [InlineData(408, true)]
    public void ErrorAnswer_OfAWrite_IsInDoubtOnlyWhenSpotifyMayHaveExecutedIt(int status, bool outcomeUnknown)
    {
        var failure = OfWrite(ErrorReply.Read(status, "", null));

        Assert.Equal(outcomeUnknown, failure.OutcomeUnknown);
    }

    [Theory]
    [InlineData("API rate limit exceeded", "", 30)]
    [InlineData("API rate limit exceeded", "QUOTA_EXCEEDED", 3600)]
    public void TooManyRequests_WithoutRetryAfter_StillNamesAWait(string message, string reason, int seconds)
    {
        var failure = OfRead(new ErrorReply(429, message, reason, null));

        Assert.Equal(TimeSpan.FromSeconds(seconds), failure.RetryAfter);
    }

    [Fact]
    public void Quota_WithRetryAfterOfADay_IsTakenAsTold()
    {
        var failure = OfRead(new ErrorReply(429, null, "QUOTA_EXCEEDED", TimeSpan.FromSeconds(48_925)));

        Assert.Equal(TimeSpan.FromSeconds(48_925), failure.RetryAfter);
    }

    [Fact]
    public void MissingScope_OfAWrite_NamesTheScopesToAskFor()
    {
        var failure = OfWrite(new ErrorReply(403, "Insufficient client scope", null, null));

        Assert.Equal("playlist-modify-public playlist-modify-private", failure.RequiredScope);
    }

    private static SpotifyFailure OfRead(ErrorReply reply) => FailureClassification.Of(reply, isWrite: false, SpotifyScopes.ReadPlaylists);

    private static SpotifyFailure OfWrite(ErrorReply reply) => FailureClassification.Of(reply, isWrite: true, SpotifyScopes.WritePlaylists);
}
