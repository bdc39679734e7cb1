using System.Net.Http.Json;

namespace MusicSync.EndToEnd.Tests.Support;

/// <summary>The simulator's control surface: the truth, somebody else's edits, faults and counters.</summary>
internal sealed class SimulatorApi(Uri simulator) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = simulator };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async Task<SimulatorCalls> CallsAsync() =>
        (await _http.GetFromJsonAsync<SimulatorCalls>(Path("calls"), Token))!;

    public async Task ResetCallsAsync() => await EnsureAsync(_http.DeleteAsync(Path("calls"), Token));

    public async Task<SimulatorPlaylist> PlaylistAsync(string id) =>
        (await _http.GetFromJsonAsync<SimulatorPlaylist>(Path($"playlists/{id}"), Token))!;

    public async Task<IReadOnlyList<SimulatorPlaylist>> PlaylistsAsync() =>
        (await _http.GetFromJsonAsync<SimulatorPlaylist[]>(Path("playlists"), Token))!;

    /// <summary>Somebody else sets the rows; an unknown playlist is created.</summary>
    public async Task PutPlaylistAsync(string id, IReadOnlyList<string> items, string? ownerId = null) =>
        await EnsureAsync(_http.PutAsJsonAsync(Path($"playlists/{id}"), new { items, ownerId }, Token));

    public async Task DeletePlaylistAsync(string id) => await EnsureAsync(_http.DeleteAsync(Path($"playlists/{id}"), Token));

    public async Task FaultAsync(object rule) => await EnsureAsync(_http.PostAsJsonAsync(Path("faults"), rule, Token));

    /// <summary>The user consents, with these scopes or all, to what the host has been given.</summary>
    public async Task GrantAsync(IReadOnlyList<string>? scopes = null) =>
        await EnsureAsync(_http.PostAsJsonAsync(Path("grant"), new { scopes }, Token));

    /// <summary>The user takes the consent back that the host has been given.</summary>
    public async Task RevokeAsync(string refreshToken) =>
        await EnsureAsync(_http.PostAsJsonAsync(Path("grant"), new { refreshToken, revoked = true }, Token));

    /// <summary>The app's owner replaces its secret; null is the one that the host has.</summary>
    public async Task SetSecretAsync(string? secret) => await EnsureAsync(_http.PostAsJsonAsync(Path("app"), new { secret }, Token));

    public async Task<SimulatorTokens> TokensAsync() => (await _http.GetFromJsonAsync<SimulatorTokens>(Path("tokens"), Token))!;

    public async Task ClearFaultsAsync() => await EnsureAsync(_http.DeleteAsync(Path("faults"), Token));

    public void Dispose() => _http.Dispose();

    private static Uri Path(string path) => new($"/_simulator/{path}", UriKind.Relative);

    private static async Task EnsureAsync(Task<HttpResponseMessage> call)
    {
        using var response = await call;
        response.EnsureSuccessStatusCode();
    }
}

internal sealed record SimulatorCalls(
    int Total, int Writes, int Rejected, int DuringCooldown, IReadOnlyDictionary<string, int> ByEndpoint)
{
    public int Searches => ByEndpoint.GetValueOrDefault("GET /v1/search");
}

internal sealed record SimulatorPlaylist(string Id, string Name, string OwnerId, IReadOnlyList<string> Items);

internal sealed record SimulatorTokens(IReadOnlyList<string> AccessTokens, IReadOnlyList<string> RefreshTokens);
