using MusicSync.Worker.Pages.Views;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Syncs;

namespace MusicSync.Worker.Tests.Pages;

public sealed class SyncWordsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 14, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(28, 0, 25, 25, 1, 2, 0, "25 of 28 songs are in. 1 needs you, 2 are not on Spotify.")]
    [InlineData(28, 0, 28, 28, 0, 0, 0, "All 28 songs are in.")]
    [InlineData(1, 0, 1, 1, 0, 0, 0, "1 of 1 song is in.")]
    [InlineData(5, 1, 2, 2, 2, 0, 0, "2 of 5 songs are in. 2 need you, 1 cannot be read.")]
    [InlineData(4, 0, 2, 2, 0, 1, 1, "2 of 4 songs are in. 1 is not on Spotify, 1 is named twice.")]
    [InlineData(3, 0, 0, 0, 0, 3, 0, "0 of 3 songs are in. 3 are not on Spotify.")]
    public void Headline_OfACompletedSync(int total, int rejected, int accepted, int inPlaylist, int review, int missing, int duplicate, string expected) =>
        Assert.Equal(expected, SyncWords.Headline(Status(
            SyncState.Completed, new SongCounts(total, rejected, total - rejected), new OutcomeCounts(accepted, review, missing, duplicate), inPlaylist)));

    [Theory]
    [InlineData(SyncState.Matching, "412 of 1,000 songs looked up.")]
    [InlineData(SyncState.Queued, "412 of 1,000 songs looked up.")]
    [InlineData(SyncState.Writing, "40 of 371 songs found are in.")]
    [InlineData(SyncState.Cancelled, "40 of 1,000 songs are in. 9 need you, 32 are not on Spotify, 588 were not looked up.")]
    public void Headline_OnTheWay(SyncState state, string expected) =>
        Assert.Equal(expected, SyncWords.Headline(Status(state, new SongCounts(1000, 0, 412), new OutcomeCounts(371, 9, 32, 0), inPlaylist: 40)));

    [Fact]
    public void Headline_OfADryRun_SaysWhatWouldBe() => Assert.Equal(
        "2 of 3 songs would be in. 1 needs you.",
        SyncWords.Headline(Status(SyncState.Completed, new SongCounts(3, 0, 3), new OutcomeCounts(2, 1, 0, 0), inPlaylist: 2) with { DryRun = true }));

    [Theory]
    [InlineData(3.0, "3 songs a second, about 4 minutes left")]
    [InlineData(0.1, "6 songs a minute, about 2 hours left")]
    [InlineData(200.0, "200 songs a second, a few seconds left")]
    [InlineData(null, null)]
    public void Pace_IsToldWhileSongsAreLookedUp(double? songsPerSecond, string? expected) => Assert.Equal(
        expected, SyncWords.Pace(Status(SyncState.Matching, new SongCounts(1010, 10, 200), new OutcomeCounts(200, 0, 0, 0), 0), songsPerSecond));

    [Fact]
    public void Line_OfAList() => Assert.Equal(
        "25 of 28 · 1 needs you",
        SyncWords.Line(new SongCounts(28, 0, 28), new OutcomeCounts(25, 1, 2, 0), new ChangeCounts(20, 5, 0, 0)));

    [Fact]
    public void EveryState_HasWords() =>
        Assert.All(Enum.GetValues<SyncState>(), state => Assert.NotEmpty(SyncWords.State(state, isDryRun: false)));

    [Theory]
    [InlineData("rate_limited", "Waiting for Spotify", false)]
    [InlineData("sign_in", "Waiting for you: Spotify is not connected", true)]
    [InlineData("scope", "Waiting for you: Spotify wants your consent for one more thing", true)]
    [InlineData("a reason of tomorrow", "Something went wrong", false)]
    public void Wait_SaysWhatFor_AndOffersWhatHelps(string reason, string expected, bool needsSignIn)
    {
        var wait = WaitView.Of(new SyncWaiting(reason, Until: null, "details"))!;

        Assert.Equal((expected, needsSignIn, true, "details"), (wait.Text, wait.NeedsSignIn, wait.CanResume, wait.Details));
    }

    [Fact]
    public void WaitThatEndsByItself_NeedsNobody() =>
        Assert.False(WaitView.Of(new SyncWaiting("quota", Now.AddHours(3), "details"))!.CanResume);

    [Theory]
    [InlineData(-30, "just now")]
    [InlineData(-130, "2 minutes ago")]
    [InlineData(200, "in 3 minutes")]
    [InlineData(-3600, "1 hour ago")]
    [InlineData(-86400 * 3, "3 days ago")]
    [InlineData(-86400 * 30, "25 October 2026")]
    public void Time_IsRelative(int seconds, string expected) => Assert.Equal(expected, TimeWords.Relative(Now.AddSeconds(seconds), Now));

    [Theory]
    [InlineData(185_000, "3:05")]
    [InlineData(59_999, "0:59")]
    [InlineData(0, null)]
    [InlineData(null, null)]
    public void Length_IsAsAPlayerShowsIt(int? milliseconds, string? expected) => Assert.Equal(expected, TimeWords.Track(milliseconds));

    private static SyncStatus Status(SyncState state, SongCounts songs, OutcomeCounts outcomes, int inPlaylist) => new(
        "road-trip", state, new PlaylistRef(null, "Road trip", null), songs, outcomes, new ChangeCounts(inPlaylist, 0, 0, outcomes.Accepted - inPlaylist),
        null, new SyncEstimate(1, 1, 1, 0), Now, null, null);
}
