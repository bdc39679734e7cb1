using MusicSync.Worker.SignIn;
using MusicSync.Worker.Spotify;

namespace MusicSync.Worker.Tests.SignIn;

public sealed class SignInWatchTests
{
    private readonly SignInWatch _watch = new();

    [Fact]
    public void Start_TriesWhatIsParked_SinceTheSignInMayHaveBeenMadeMeanwhile() => Assert.Equal([true, true, true, false], Looks(Good("a"), 4));

    [Fact]
    public void LookThatTemporalDidNotAnswer_DoesNotCount()
    {
        Assert.All(Enumerable.Range(0, 10), _ => Assert.True(_watch.IsToBeTried(Good("a"))));

        Assert.Equal([true, true, true, false], Looks(Good("a"), 4));
    }

    [Fact]
    public void AnotherSignIn_IsTriedAnew()
    {
        Looks(Good("a"), 4);

        Assert.Equal([true, true, true, false], Looks(Good("b"), 4));
    }

    [Theory]
    [InlineData("refused", "a")]
    [InlineData("none", null)]
    public void SignInThatIsNotGood_IsNotTried_UntilItIs(string state, string? id)
    {
        Looks(Good("a"), 4);

        Assert.Equal([false, false], Looks(new SpotifyGrant(state, id), 2));
        Assert.Equal([true, true, true, false], Looks(Good("a"), 4));
    }

    private static SpotifyGrant Good(string id) => new("connected", id);

    private List<bool> Looks(SpotifyGrant grant, int count) => [.. Enumerable.Range(0, count).Select(_ =>
    {
        var isToBeTried = _watch.IsToBeTried(grant);
        if (isToBeTried)
        {
            _watch.Tried();
        }

        return isToBeTried;
    })];
}
