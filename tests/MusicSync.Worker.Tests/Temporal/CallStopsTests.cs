using Microsoft.Extensions.Time.Testing;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Temporal;

namespace MusicSync.Worker.Tests.Temporal;

public sealed class CallStopsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private readonly CallStops _stops = new(new PauseOptions().At(1), new FakeTimeProvider(Now));

    public static TheoryData<int?, bool> RateLimits => new()
    {
        { null, false }, { 0, false }, { 9, false }, { 900, false }, { 901, true }, { 48_925, true }, { 90_000, true },
    };

    [Theory]
    [MemberData(nameof(RateLimits))]
    public void RateLimit_IsAStopOnlyAboveTheRetryThreshold(int? seconds, bool isStop)
    {
        var stop = _stops.Of(new McpFailure(McpFailureKind.RateLimited, "wait", Wait(seconds)));

        Assert.Equal(isStop ? ActivityFailureTypes.SpotifyRateLimited : null, stop?.Kind);
        Assert.Equal(isStop ? Now + Wait(seconds) : null, stop?.ResumeAt);
    }

    [Theory]
    [InlineData(7_200, 7_200)]
    [InlineData(null, 3_600)]
    public void Quota_IsWaitedForAsToldOrAnHour(int? told, int waited) => Assert.Equal(
        Now.AddSeconds(waited), _stops.Of(new McpFailure(McpFailureKind.QuotaExhausted, "used up", Wait(told)))?.ResumeAt);

    [Theory]
    [InlineData(McpFailureKind.Unauthorized, ActivityFailureTypes.SpotifyAuthError)]
    [InlineData(McpFailureKind.InsufficientScope, ActivityFailureTypes.SpotifyInsufficientScope)]
    [InlineData(McpFailureKind.AccountBlocked, ActivityFailureTypes.SpotifyAccountBlocked)]
    [InlineData(McpFailureKind.Misconfigured, ActivityFailureTypes.SpotifyMisconfigured)]
    public void WhatSomebodyHasToMend_IsAStopWithoutAnEnd(string kind, string type)
    {
        var stop = _stops.Of(new McpFailure(kind, "why", RequiredScope: "playlist-modify-private"));

        Assert.Equal((type, null, "playlist-modify-private"), (stop?.Kind, stop?.ResumeAt, stop?.RequiredScope));
    }

    [Theory]
    [InlineData(McpFailureKind.NotFound, ActivityFailureTypes.SpotifyNotFound)]
    [InlineData(McpFailureKind.Forbidden, ActivityFailureTypes.SpotifyForbidden)]
    public void MissingTarget_IsAStopOnlyForThePlaylistBeingWritten(string kind, string type)
    {
        var failure = new McpFailure(kind, "gone");

        Assert.Null(_stops.Of(failure));
        Assert.Equal(type, _stops.OnTarget(failure)?.Kind);
    }

    [Fact]
    public void UnknownOutcome_IsNeverAStop()
    {
        var failure = new McpFailure(McpFailureKind.Unauthorized, "lost", OutcomeUnknown: true);

        Assert.Null(_stops.Of(failure));
        Assert.Null(_stops.OnTarget(failure));
    }

    [Fact]
    public void Stop_SurvivesTheWayThroughAFailure()
    {
        var stop = new CallStop(ActivityFailureTypes.SpotifyQuotaExhausted, "used up", Now);

        Assert.Equal(stop, CallStop.In(stop.ToFailure()));
        Assert.Null(CallStop.In(McpActivityFailures.Known(new McpFailure(McpFailureKind.NotFound, "no"))));
    }

    private static TimeSpan? Wait(int? seconds) => seconds is { } known ? TimeSpan.FromSeconds(known) : null;
}
