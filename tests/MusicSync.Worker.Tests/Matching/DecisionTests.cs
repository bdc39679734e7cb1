using System.Text.Json;
using MusicSync.Worker.Matching;
using MusicSync.Worker.Songs;

namespace MusicSync.Worker.Tests.Matching;

public sealed class DecisionTests
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    [Theory]
    [InlineData("The Beatles :: Yesterday - Remastered 2009", MatchOutcome.Accepted, MatchOutcome.Accepted, MatchOutcome.Accepted)]
    [InlineData("The Beetles :: Yesterday", MatchOutcome.Review, MatchOutcome.Accepted, MatchOutcome.Accepted)]
    [InlineData("The Beatles :: Yesterday - Live", MatchOutcome.Review, MatchOutcome.Review, MatchOutcome.Accepted)]
    [InlineData("Boyz II Men :: Yesterday", MatchOutcome.Missing, MatchOutcome.Missing, MatchOutcome.Missing)]
    public void Policy_DecidesHowSureOneHasToBe(string track, MatchOutcome strict, MatchOutcome balanced, MatchOutcome eager)
    {
        MatchOutcome[] outcomes =
        [
            .. new[] { MatchPolicy.Strict, MatchPolicy.Balanced, MatchPolicy.Eager }
                .Select(policy => Found.Decide("The Beatles :: Yesterday", [track], policy).Outcome),
        ];

        Assert.Equal([strict, balanced, eager], outcomes);
    }

    [Theory]
    [InlineData("The Beatles :: Tomorrow Yesterday")]
    [InlineData("The Beatles :: Yesterday Morning Song")]
    public void Policy_Eager_TakesAnotherRecordingButNeverAnotherSong(string track) =>
        Assert.NotEqual(MatchOutcome.Accepted, Found.Decide("The Beatles :: Yesterday", [track], MatchPolicy.Eager).Outcome);

    [Fact]
    public void Policy_Eager_TakesTheRecordingClosestToThePlainOne()
    {
        var decision = Found.Decide(
            "The Beatles :: Yesterday",
            ["The Beatles :: Yesterday - Instrumental", "The Beatles :: Yesterday - Some Remix", "The Beatles :: Yesterday - Live"],
            MatchPolicy.Eager);

        Assert.Equal("Yesterday - Live", decision.Track?.Title);
        Assert.Equal(["a live version (live)"], decision.Reasons);
    }

    [Theory]
    [InlineData("The Beatles :: Yesterday - Live", "only another recording was found: a live version")]
    [InlineData("Boyz II Men :: Yesterday", "only the same title by other artists was found")]
    [InlineData("The Beatles :: Help!", "nothing with this title was found")]
    public void Reasons_OfARowThatIsNotAccepted_SayWhatWasFoundAndTried(string track, string reason)
    {
        var decision = Found.Decide("The Beatles :: Yesterday", [track]);

        Assert.StartsWith(reason, decision.Reasons[0], StringComparison.Ordinal);
        Assert.Equal("searched by title \"t\" and artist \"a\": 1 found", decision.Reasons[1]);
        Assert.Equal(2, decision.Searches);
    }

    [Fact]
    public void Row_GivenByUri_IsAcceptedWithoutASearch()
    {
        var song = new Song(7, "Yesterday", "The Beatles", Uri: "spotify:track:6rqhFgbbKwnb9MLmUQDhG6");

        var decision = SongMatcher.Decide(song, [], new MatchRules(MatchPolicy.Strict, ExplicitTracks.Any));

        Assert.Null(SearchPlan.Next(song, []));
        Assert.Equal((7, MatchOutcome.Accepted, 0), (decision.Line, decision.Outcome, decision.Searches));
        Assert.Equal(song.Uri, decision.Track?.Uri);
        Assert.Equal(["given by the input"], decision.Reasons);
    }

    [Fact]
    public void Candidates_BesideAnAcceptedTrack_AreOneRunnerUpWithIdAndScore()
    {
        var decision = Found.Decide("The Beatles :: Yesterday", ["The Beatles :: Yesterday", "The Beatles :: Yesterday - Live", "Boyz II Men :: Yesterday"]);

        var runnerUp = Assert.Single(decision.Candidates);
        Assert.Equal(new ScoredCandidate("spotify:track:0000000000000000000002", Score: runnerUp.Score), runnerUp);
    }

    [Fact]
    public void Candidates_OfARowForReview_AreAtMostFiveWithWhatDiffers()
    {
        var decision = Found.Decide("The Beatles :: Yesterday", Enumerable.Range(1, 9).Select(year => $"The Beatles :: Yesterday - Live 196{year}"));

        Assert.Equal(5, decision.Candidates.Count);
        Assert.All(decision.Candidates, candidate => Assert.NotEmpty(candidate.Reasons!));
    }

    [Fact]
    public void Score_OfABetterCandidate_IsHigher()
    {
        string[] tracks = ["The Beatles :: Yesterday", "The Beatles :: Yesterday - Single Version", "The Beatles :: Yesterday - Live", "Boyz II Men :: Yesterday"];

        double[] scores = [.. tracks.Select(track => Found.Decide("The Beatles :: Yesterday", [track]).Score)];

        Assert.Equal(scores.OrderDescending(), scores);
        Assert.Equal(scores.Distinct(), scores);
        Assert.All(scores, score => Assert.InRange(score, 0, 1));
    }

    [Fact]
    public void Json_OfADecision_KeepsItsNamesAndReadsBack()
    {
        var decision = Found.Decide("The Beatles :: Yesterday", ["The Beatles :: Yesterday"]);

        var json = JsonSerializer.Serialize(decision, Web);

        Assert.Equal(
            """{"line":1,"outcome":"accepted","track":{"uri":"spotify:track:0000000000000000000001","title":"Yesterday","artists":["The Beatles"],"album":null,"durationMs":0,"isrc":null},"score":1,"reasons":["same title and artist"],"candidates":[],"searches":2}""",
            json);
        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<MatchDecision>(json, Web), Web));
    }

    [Fact]
    public void Json_OfASong_KeepsItsNamesAndReadsBack()
    {
        var song = new Song(1, "Yesterday", "The Beatles", "Help!", "GBAYE6500521", 125000, "1965", "spotify:track:6rqhFgbbKwnb9MLmUQDhG6");

        var json = JsonSerializer.Serialize(song, Web);

        Assert.Equal(
            """{"line":1,"title":"Yesterday","artist":"The Beatles","album":"Help!","isrc":"GBAYE6500521","durationMs":125000,"year":"1965","uri":"spotify:track:6rqhFgbbKwnb9MLmUQDhG6"}""",
            json);
        Assert.Equal(song, JsonSerializer.Deserialize<Song>(json, Web));
    }
}
