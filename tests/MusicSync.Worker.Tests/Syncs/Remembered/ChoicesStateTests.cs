using MusicSync.Worker.Matching;
using MusicSync.Worker.Syncs.Remembered;
using MusicSync.Worker.Temporal;

namespace MusicSync.Worker.Tests.Syncs.Remembered;

public sealed class ChoicesStateTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly ChosenTrack Track = new("spotify:track:6rqhFgbbKwnb9MLmUQDhG6", "Dónde", ["Ana"]);

    [Fact]
    public void LaterChoice_ReplacesTheEarlierOne_AndBecomesTheNewest()
    {
        var state = new ChoicesState([Choice("a"), Choice("b")]);

        state.Remember(Choice("a") with { Track = null });

        Assert.Equal(["b", "a"], state.All.Select(choice => choice.Key));
        Assert.Null(state.All[1].Track);
    }

    [Fact]
    public void ForgottenChoice_IsGone_Once()
    {
        var state = new ChoicesState([Choice("a"), Choice("b")]);

        Assert.Equal((true, false), (state.Forget("a"), state.Forget("a")));
        Assert.Equal(["b"], state.All.Select(choice => choice.Key));
    }

    [Fact]
    public void BeyondTheBound_TheOldestIsForgotten_AndAllOfItFitsIntoAPayload()
    {
        var random = new Random(20261126);
        string Words(int length) => new([.. Enumerable.Range(0, length).Select(_ => (char)('a' + random.Next(26)))]);
        var state = new ChoicesState(Enumerable.Range(0, ChoicesState.Capacity + 2).Select(number => Choice($"{number}") with
        {
            Title = Words(40),
            Artist = Words(20),
            Track = Track with { Uri = $"spotify:track:{Words(22)}", Title = Words(40), Artists = [Words(20)] },
        }));

        Assert.Equal(ChoicesState.Capacity, state.All.Count);
        Assert.Equal("2", state.All[0].Key);
        Assert.InRange(TemporalJson.CompressedSizeOf(new AccountChoices(state.All)), 1, 1_900_000);
    }

    [Fact]
    public void Decision_IsTheChosenTrack_OrNone()
    {
        var taken = Choice("a").For(7);
        var leftOut = (Choice("a") with { Track = null }).For(8);

        Assert.Equal((7, MatchOutcome.Accepted, Track), (taken.Line, taken.Outcome, taken.Track!));
        Assert.Equal(["chosen by hand before"], taken.Reasons);
        Assert.Equal((8, MatchOutcome.Missing), (leftOut.Line, leftOut.Outcome));
        Assert.Equal(["left out by hand before"], leftOut.Reasons);
    }

    private static RememberedChoice Choice(string key) => new(key, "t", "a", Album: null, Isrc: null, Track, Now);
}
