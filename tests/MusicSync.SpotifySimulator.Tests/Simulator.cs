using System.Net.Http.Headers;
using System.Net.Http.Json;
using MusicSync.SpotifySimulator.Accounts;
using MusicSync.SpotifySimulator.Hosting;

namespace MusicSync.SpotifySimulator.Tests;

/// <summary>A simulator of its own for one test, and a signed-in client to talk to it.</summary>
internal sealed class Simulator : IAsyncDisposable
{
    private Simulator(SpotifySimulatorServer server)
    {
        Server = server;
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = server.BaseUrl };
        SignIn(server.IssueAccessToken());
    }

    public SpotifySimulatorServer Server { get; }

    public HttpClient Http { get; }

    public static Task<Simulator> StartAsync() => StartAsync(new SimulatorOptions());

    public static async Task<Simulator> StartAsync(SimulatorOptions options) =>
        new(await SpotifySimulatorServer.StartAsync(options, TestContext.Current.CancellationToken));

    public void SignIn(string accessToken) =>
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);

    /// <summary>From now on the client carries a token with only these scopes.</summary>
    public void SignInWith(params string[] scopes)
    {
        Server.Grants.Renew(SimulatorAccount.RefreshToken, scopes);
        SignIn(Server.IssueAccessToken());
    }

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Answer> PostAsync(string path, object? body) => SendAsync(HttpMethod.Post, path, body);

    public Task<Answer> PutAsync(string path, object? body) => SendAsync(HttpMethod.Put, path, body);

    public Task<Answer> DeleteAsync(string path, object? body = null) => SendAsync(HttpMethod.Delete, path, body);

    public async Task<Answer> TokenAsync(params (string Name, string Value)[] form)
    {
        using var content = new FormUrlEncodedContent(form.ToDictionary(field => field.Name, field => field.Value));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/token") { Content = content };
        return await SendAsync(request);
    }

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        return await Answer.OfAsync(response);
    }

    /// <summary>The URIs of that many different tracks.</summary>
    public string[] Uris(int count) => [.. Server.Catalog.Tracks.Take(count).Select(track => track.Uri)];

    /// <summary>The items path and the id of a new playlist of the user.</summary>
    public (string Path, string Id) NewPlaylist(params string[] uris)
    {
        var id = Server.Playlists.Add("P", uris).Id;

        return ($"/v1/playlists/{id}/items", id);
    }

    /// <summary>What is truly in a playlist.</summary>
    public IReadOnlyList<string> UrisOf(string playlistId) => Server.Playlists.Find(playlistId)!.Uris;

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Server.DisposeAsync();
    }

    private async Task<Answer> SendAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = body is null ? null : JsonContent.Create(body);
        return await SendAsync(request);
    }
}
