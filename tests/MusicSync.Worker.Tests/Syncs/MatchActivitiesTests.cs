using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ModelContextProtocol.Protocol;
using MusicSync.Worker.Matching;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Playlists.Reading;
using MusicSync.Worker.Songs;
using MusicSync.Worker.Spotify;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Syncs.Remembered;
using MusicSync.Worker.Temporal;
using MusicSync.Worker.Tests.Mcp;
using Temporalio.Testing;

namespace MusicSync.Worker.Tests.Syncs;

/// <summary>What goes wrong with one song of a chunk is no business of the others.</summary>
public sealed class MatchActivitiesTests
{
    private const int Songs = 10;
    private const string Bad = "Title 4";
    private readonly ConcurrentDictionary<string, int> _searches = new();
    private readonly List<MatchDecision> _before = [];

    [Theory]
    [InlineData(McpFailureKind.InvalidArgument)]
    [InlineData(McpFailureKind.NotFound)]
    [InlineData(McpFailureKind.Forbidden)]
    public async Task RefusedSearch_MakesItsRowMissing_WithTheReason(string kind)
    {
        var matched = await MatchAsync(_ => ScriptedMcpServer.Fail(kind, retryAfterSeconds: null));

        AssertAllOthersAreFoundAtOnce(matched);
        Assert.Equal(MatchOutcome.Missing, matched.Decisions[3].Outcome);
        Assert.Equal([$"the search was refused: It is {kind}."], matched.Decisions[3].Reasons);
        Assert.Equal(1, _searches[Bad]);
    }

    [Fact]
    public async Task LastingDefectOfTheHost_SendsItsRowToReview_AfterFiveAttempts()
    {
        var matched = await MatchAsync(_ => ScriptedMcpServer.Fail(McpFailureKind.Internal, retryAfterSeconds: null));

        AssertAllOthersAreFoundAtOnce(matched);
        Assert.Equal((MatchOutcome.Review, "internal error: It is internal"), (matched.Decisions[3].Outcome, ReasonWithoutTrace(matched)));
        Assert.Equal(5, _searches[Bad]);
    }

    [Fact]
    public async Task AnswerThatCannotBeRead_IsADefectToo()
    {
        object broken = new { tracks = new[] { new { title = Bad } } };
        var matched = await MatchAsync(_ => ScriptedMcpServer.Answer(broken));

        AssertAllOthersAreFoundAtOnce(matched);
        Assert.Equal("internal error: The answer of search_tracks is not what its schema promises", ReasonWithoutTrace(matched));
    }

    [Fact]
    public async Task DefectOfTheWorker_SendsItsRowToReview_AndNamesIt()
    {
        var matched = await MatchAsync(_ => null, badArtist: null!);

        AssertAllOthersAreFoundAtOnce(matched);
        Assert.Equal(MatchOutcome.Review, matched.Decisions[3].Outcome);
        Assert.StartsWith("internal error in the matching of this song (", matched.Decisions[3].Reasons.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PassingDefect_IsForgotten()
    {
        var matched = await MatchAsync(
            attempt => attempt < 5 ? ScriptedMcpServer.Fail(McpFailureKind.Internal, retryAfterSeconds: null) : null);

        Assert.All(matched.Decisions, decision => Assert.Equal(MatchOutcome.Accepted, decision.Outcome));
        AssertAllOthersAreFoundAtOnce(matched);
    }

    [Fact]
    public async Task Stop_IsNoMatterOfOneSong()
    {
        var matched = await MatchAsync(_ => ScriptedMcpServer.Fail(McpFailureKind.Unauthorized, retryAfterSeconds: null));

        Assert.Equal(ActivityFailureTypes.SpotifyAuthError, matched.Stopped?.Kind);
        Assert.DoesNotContain(matched.Decisions, decision => decision.Line == 4);
    }

    [Fact]
    public async Task WhatWasChosenBefore_IsNotSearched()
    {
        var track = new ChosenTrack("spotify:track:6rqhFgbbKwnb9MLmUQDhG6", "Dónde", ["Ana"]);
        _before.Add(new(4, MatchOutcome.Accepted, track, Score: 1, ["chosen by hand before"], []));

        var matched = await MatchAsync(_ => throw new InvalidOperationException("searched"));

        AssertAllOthersAreFoundAtOnce(matched);
        Assert.Equal(track, matched.Decisions[3].Track);
        Assert.DoesNotContain(Bad, _searches.Keys);
    }

    private Task<IReadOnlyList<MatchDecision>> AsBeforeAsync(IReadOnlyList<Song> songs, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<MatchDecision>>([.. _before.Where(decision => songs.Any(song => song.Line == decision.Line))]);

    private void AssertAllOthersAreFoundAtOnce(MatchedChunk matched)
    {
        Assert.Null(matched.Stopped);
        Assert.Equal(Enumerable.Range(1, Songs), matched.Decisions.Select(decision => decision.Line));
        Assert.All(
            matched.Decisions.Where(decision => decision.Line != 4),
            decision => Assert.Equal(MatchOutcome.Accepted, decision.Outcome));
        Assert.All(_searches.Where(search => search.Key != Bad), search => Assert.Equal(1, search.Value));
    }

    // Another test of this process may be listening to traces.
    private static string ReasonWithoutTrace(MatchedChunk matched) =>
        Regex.Replace(matched.Decisions[3].Reasons.Single(), ", trace [0-9a-f]{32}", "", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>Every song is found, but the bad one is answered as the test says for an attempt; null finds it too.</summary>
    private async Task<MatchedChunk> MatchAsync(
        Func<int, Func<CancellationToken, Task<CallToolResult>>?> bad, string badArtist = "Artist 4")
    {
        await using var bench = await McpBench.StartAsync();
        bench.Server.OnArguments = arguments =>
        {
            var title = arguments["title"].GetString()!;
            var attempt = _searches.AddOrUpdate(title, 1, (_, count) => count + 1);
            var answer = (title == Bad ? bad(attempt) : null) ?? ScriptedMcpServer.Answer(Found(title, arguments["artist"].GetString()!));
            return answer(CancellationToken.None);
        };
        var time = new FakeTimeProvider();
        var activities = Activities(bench, AsBeforeAsync, Looks(bench, time), time);
        var songs = Enumerable.Range(1, Songs).Select(line => new Song(line, $"Title {line}", line == 4 ? badArtist : $"Artist {line}"));
        var chunk = new MatchChunk([.. songs], MatchPolicy.Balanced, Interactive: false);
        var matching = new ActivityEnvironment().RunAsync(() => activities.MatchAsync(chunk));
        while (await Task.WhenAny(matching, Task.Delay(10, TestContext.Current.CancellationToken)) != matching)
        {
            time.Advance(TimeSpan.FromSeconds(1));
        }

        return await matching;
    }

    internal static PlaylistLooks Looks(McpBench bench, TimeProvider time) => new(new PlaylistReader(bench.Get<McpToolCaller>()), time);

    internal static MatchActivities Activities(McpBench bench, DecideAsBefore asBefore, PlaylistLooks looks, TimeProvider time) => new(
        new SongSearch(bench.Get<McpToolCaller>(), new SearchBudget()),
        asBefore,
        looks,
        new CallStops(new PauseOptions().At(1), time),
        time,
        NullLogger<MatchActivities>.Instance);

    internal static object Found(string title, string artist) => new
    {
        tracks = new[] { new { id = title, uri = $"spotify:track:{title}", title, artists = new[] { artist }, album = "Album", durationMs = 200_000, @explicit = false } },
    };
}
