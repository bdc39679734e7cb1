using System.Text.Json;
using MusicSync.Worker.Matching;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Temporal;

namespace MusicSync.Worker.Tests.Matching;

public sealed class ExplicitTracksTests
{
    private const string Song = "Eminem :: Without Me";
    private const string Clean = "Eminem :: Without Me";
    private const string Explicit = "Eminem :: Without Me | explicit=yes";
    private const string Remaster = "Eminem :: Without Me - Remastered | explicit=yes";

    [Theory]
    [InlineData(ExplicitTracks.Any, Clean, Explicit, 1)]
    [InlineData(ExplicitTracks.Any, Explicit, Clean, 1)]
    [InlineData(ExplicitTracks.Prefer, Clean, Explicit, 2)]
    [InlineData(ExplicitTracks.Prefer, Clean, Remaster, 2)]
    [InlineData(ExplicitTracks.Prefer, Clean, "Eminem :: Without Me [Explicit]", 2)]
    [InlineData(ExplicitTracks.Prefer, Clean, "Eminem :: Without Me - Live | explicit=yes", 1)]
    [InlineData(ExplicitTracks.Avoid, Explicit, Clean, 2)]
    [InlineData(ExplicitTracks.Avoid, Explicit, "Eminem :: Without Me - Clean", 2)]
    public void Wish_ForOneEdition_ChoosesAmongThoseOfTheSong(ExplicitTracks wish, string first, string second, int chosen) =>
        Assert.Equal(Found.Uri(chosen), Decide(wish, [first, second]).Track?.Uri);

    [Theory]
    [InlineData(ExplicitTracks.Prefer, Clean)]
    [InlineData(ExplicitTracks.Any, Explicit)]
    public void Edition_ThatIsTheOnlyOne_IsTakenUnlessItIsAvoided(ExplicitTracks wish, string track) =>
        Assert.NotNull(Decide(wish, [track]).Track);

    [Theory]
    [InlineData(MatchPolicy.Strict)]
    [InlineData(MatchPolicy.Balanced)]
    [InlineData(MatchPolicy.Eager)]
    public void Avoid_WhenOnlyAnExplicitTrackIsThere_AsksUnderEveryPolicy(MatchPolicy policy)
    {
        var decision = Found.Decide(Song, [Explicit], new MatchRules(policy, ExplicitTracks.Avoid));

        Assert.Equal(MatchOutcome.Review, decision.Outcome);
        Assert.Equal("only an explicit track was found, and this sync avoids them", decision.Reasons[0]);
        Assert.Equal(["marked as explicit"], Assert.Single(decision.Candidates).Reasons!);
    }

    [Fact]
    public void Options_OfASyncWithoutTheWish_LookAsBeforeItExisted()
    {
        Assert.Equal(
            """{"policy":"balanced","duplicates":"skip","priority":"interactive","dryRun":false}""",
            JsonSerializer.Serialize(new SyncOptions(), TemporalJson.Options));
        Assert.Equal(
            """{"songs":[],"policy":"balanced","interactive":false,"mostBytes":1000000}""",
            JsonSerializer.Serialize(new MatchChunk([], MatchPolicy.Balanced, Interactive: false), TemporalJson.Options));
    }

    [Fact]
    public void Options_WithTheWish_ReadBack()
    {
        var options = new SyncOptions(Explicit: ExplicitTracks.Avoid);

        var json = JsonSerializer.Serialize(options, TemporalJson.Options);

        Assert.Contains("\"explicit\":\"avoid\"", json, StringComparison.Ordinal);
        Assert.Equal(options, JsonSerializer.Deserialize<SyncOptions>(json, TemporalJson.Options));
    }

    private static MatchDecision Decide(ExplicitTracks wish, string[] tracks) =>
        Found.Decide(Song, tracks, new MatchRules(MatchPolicy.Balanced, wish));
}
