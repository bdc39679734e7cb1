using MusicSync.SpotifySimulator.Accounts;

namespace MusicSync.SpotifySimulator.Tests;

public sealed class LibraryTests
{
    [Fact]
    public async Task Delete_OfAPlaylist_TakesItFromTheLibraryWhileItsIdStillAnswers()
    {
        await using var simulator = await Simulator.StartAsync();
        var playlist = simulator.Server.Playlists.Add("P", simulator.Uris(1));

        await simulator.DeleteAsync($"/v1/me/library?uris=spotify:playlist:{playlist.Id}");

        Assert.Equal(0, (int)(await simulator.GetAsync("/v1/me/playlists")).Json["total"]!);
        Assert.Equal("[false]", (await ContainsAsync(simulator, playlist.Id)).Text);
        Assert.Equal(simulator.Uris(1), (await simulator.GetAsync($"/v1/playlists/{playlist.Id}/items")).TrackUris);
    }

    [Fact]
    public async Task Put_OfAPlaylist_FollowsItAgain()
    {
        await using var simulator = await Simulator.StartAsync();
        var playlist = simulator.Server.Playlists.Add("P");
        var path = $"/v1/me/library?uris=spotify:playlist:{playlist.Id}";

        await simulator.DeleteAsync(path);
        await simulator.PutAsync(path, null);

        Assert.Equal("[true]", (await ContainsAsync(simulator, playlist.Id)).Text);
    }

    [Fact]
    public async Task Contains_AnswersInTheOrderAsked()
    {
        await using var simulator = await Simulator.StartAsync();
        var uris = simulator.Uris(2);
        await simulator.PutAsync($"/v1/me/library?uris={uris[1]}", null);

        Assert.Equal(
            "[false,true]",
            (await simulator.GetAsync($"/v1/me/library/contains?uris={uris[0]},{uris[1]}")).Text);
    }

    [Fact]
    public async Task Call_WithNoneOrMoreThan40OrUnknownUris_IsRefused()
    {
        await using var simulator = await Simulator.StartAsync();
        var path = "/v1/me/library/contains?uris=";

        Assert.Equal("400 No uris provided", (await simulator.GetAsync(path)).Error);
        Assert.Equal(
            "400 Too many uris requested",
            (await simulator.GetAsync(path + string.Join(',', simulator.Uris(41)))).Error);
        Assert.Equal("400 Invalid uri: x", (await simulator.GetAsync(path + "x")).Error);
    }

    [Theory]
    [InlineData("spotify:playlist:x", Scopes.LibraryModify)]
    [InlineData("spotify:track:0000000000000000000001", Scopes.ModifyPublic)]
    public async Task Save_WithTheScopeOfAnotherType_IsForbidden(string uri, string scope)
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.SignInWith(scope);

        Assert.Equal("403 Insufficient client scope", (await simulator.PutAsync($"/v1/me/library?uris={uri}", null)).Error);
    }

    private static Task<Answer> ContainsAsync(Simulator simulator, string playlistId) =>
        simulator.GetAsync($"/v1/me/library/contains?uris=spotify:playlist:{playlistId}");
}
