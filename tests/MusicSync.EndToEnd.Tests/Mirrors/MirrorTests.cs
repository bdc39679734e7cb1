using MusicSync.EndToEnd.Tests.Durability;
using MusicSync.Worker.Songs;

namespace MusicSync.EndToEnd.Tests.Mirrors;

/// <summary>A playlist follows a list whatever is killed, lost or edited meanwhile; rows of others stay as they set them.</summary>
public sealed class MirrorTests(DurabilityStack fixture) : IClassFixture<DurabilityStack>
{
    private const int Songs = 24;
    private const string Move = "PUT /v1/playlists/{id}/items";

    [Fact(Timeout = Chaos.Hung)]
    public async Task AnotherList_IsFollowedInFewWrites_TheSameOneAndAShrunkOneWithoutAny()
    {
        var (first, next) = Lists();
        await using var scenario = await MirrorScenario.PrepareAsync(fixture, first);

        await scenario.StartAsync(first);
        await scenario.EndsExactlyAsync(first);
        await scenario.StartAsync(first.Take(5));
        var asked = await scenario.CompleteAsync();
        await scenario.StartAsync(Array.Empty<string>());
        var empty = await scenario.CompleteAsync();
        Assert.Equal(0, (await scenario.Spotify.CallsAsync()).Writes);
        Assert.Equal((Songs, Songs - 5), (asked.Mirror!.Confirm!.Own, asked.Mirror.Confirm.Lost));
        Assert.Equal(Songs, empty.Mirror!.Confirm!.Lost);

        await scenario.StartAsync(next);
        var status = await scenario.EndsExactlyAsync(next);
        var calls = (await scenario.Spotify.CallsAsync()).ByEndpoint;

        Assert.Equal((next.Length, first.Except(next).Count()), (status.Mirror!.Own, status.Mirror.Removed));
        Assert.Equal((next.Except(first).Count(), status.Mirror.Removed), (status.Changes.Added, status.Changes.Removed));
        Assert.Equal((1, 1), (calls[Endpoints.Write], calls[Endpoints.Remove]));
        Assert.InRange(calls.GetValueOrDefault(Move), 1, MirrorScenario.Moves + next.Except(first).Count());
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task ListTurnedAround_TakesSeveralSteps_AndASongGoesBetweenThem()
    {
        // More moves than a step makes.
        string[] songs = Take(40), turned = [.. songs.Reverse()];
        await using var scenario = await MirrorScenario.PrepareAsync(fixture, songs);
        var song = Take(1)[0];

        await scenario.StartAsync(turned);
        await scenario.UntilCallsAsync(Move, 1);
        var added = await scenario.Worker.StartAsync(new { playlist = scenario.Playlist, songs = new[] { MirrorScenario.Row(song) } });
        await scenario.Worker.CompleteAsync(added);
        scenario.Others = [.. scenario.Others, song];
        var status = await scenario.EndsExactlyAsync(turned);

        Assert.Equal(songs.Length - 1, status.Mirror!.Moved);
        Assert.Equal(2, (await scenario.Writer.ActivitiesAsync()).Count(activity => activity == "playlist.mirror") - 1);
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task CancelledBetweenTwoMoves_WhatWasDoneIsItsOwn_AndTheNextOneGoesOn()
    {
        string[] first = Take(Songs), next = [.. first.Reverse(), .. Take(2)];
        await using var scenario = await MirrorScenario.PrepareAsync(fixture, first);

        await scenario.StartAsync(next);
        await scenario.UntilCallsAsync(Move, 1);
        await scenario.CancelAsync();
        await scenario.StartAsync(next);

        await scenario.EndsExactlyAsync(next);
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task RowThatIsNotFoundAnyMore_KeepsItsTrack()
    {
        var tracks = Take(5);
        await using var scenario = await MirrorScenario.PrepareAsync(fixture, tracks);
        var unknown = new Song(1, "Qwzxv Plrmk", "Vbnzt Hjkqw");
        scenario.WasAddedFor(tracks[1], unknown);

        object[] rows = [.. new[] { tracks[4], tracks[3], tracks[0] }.Select(MirrorScenario.Row), new { unknown.Title, unknown.Artist }];
        await scenario.StartAsync(rows);
        var status = await scenario.EndsExactlyAsync([tracks[4], tracks[3], tracks[0], tracks[1]]);

        Assert.Equal((3, 1), (status.Outcomes.Accepted, status.Outcomes.Review + status.Outcomes.Missing));
        Assert.Equal((1, 0, 0), (status.Mirror!.Removed, status.Changes.Added, status.Changes.Pending));
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task LostAnswersOfEachKindOfWrite_AndLaggingReads_EndExactly()
    {
        var (first, next) = Lists();
        await using var scenario = await MirrorScenario.PrepareAsync(fixture, first);
        await scenario.LaggingReadsAsync(TimeSpan.FromSeconds(0.6));
        await scenario.OnNextAsync("DELETE", "drop_after");
        await scenario.OnNextAsync("POST", "drop_before");
        await scenario.OnNextAsync("PUT", "drop_after");
        await scenario.OnNextAsync("PUT", "rate_limited");

        await scenario.StartAsync(next);

        await scenario.EndsExactlyAsync(next);
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task OthersEditMeanwhile_TheirRowsStayAsTheySetThem()
    {
        var (first, next) = Lists();
        await using var scenario = await MirrorScenario.PrepareAsync(fixture, first);
        await scenario.OnNextAsync("POST", "latency", milliseconds: 900);
        var inserted = Take(2);

        await scenario.StartAsync(next);
        await scenario.UntilCallsAsync(Endpoints.Write, 1);
        var rows = (await scenario.Spotify.PlaylistAsync(scenario.Playlist)).Items;
        scenario.Others = [inserted[0], scenario.Others[1], inserted[1], scenario.Others[2]];
        var (front, back) = (rows.Skip(1).Take(6), rows.Skip(7));
        await scenario.Spotify.PutPlaylistAsync(scenario.Playlist, InOrder([inserted[0], .. front, inserted[1], .. back], scenario.Others));

        await scenario.EndsExactlyAsync(next);
    }

    [Theory(Timeout = Chaos.Hung)]
    [MemberData(nameof(Chaos.EachRound), MemberType = typeof(Chaos))]
    public async Task KilledTwice_EndsExactly(int round)
    {
        var dice = Chaos.Dice();
        var first = Take(Songs);
        var next = MirrorScenario.Next(first, Take(3), dice);
        await using var scenario = await MirrorScenario.PrepareAsync(fixture, first);
        var moments = Enumerable.Range(0, 2).Select(_ => dice.Next(1, 10)).Order().ToList();

        await scenario.StartAsync(next);
        foreach (var moment in moments)
        {
            await scenario.UntilTotalAsync(moment);
            var services = KilledServices.Any(dice);
            Chaos.Write($"round {round}: killed {string.Join(" and ", services)} at call {moment}");
            await scenario.Stack.KillAsync(services);
        }

        await scenario.EndsExactlyAsync(next);
    }

    // Their rows in the order in which they want them, wherever they stand among the others.
    private static string[] InOrder(IEnumerable<string> rows, IReadOnlyList<string> others)
    {
        var theirs = new Queue<string>(others);
        return [.. rows.Select(row => others.Contains(row) ? theirs.Dequeue() : row)];
    }

    private (string[] First, string[] Next) Lists()
    {
        var first = Take(Songs);
        return (first, MirrorScenario.Next(first, Take(3), Chaos.Dice()));
    }

    private string[] Take(int count) => [.. fixture.Take(count).Select(song => song.Uri)];
}
