using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol.Client;

namespace MusicSync.McpHost.Tests.Support;

/// <summary>Host and client in front of a Spotify that answers as the test says, its accounts service always with a token.</summary>
internal sealed class ScriptedBench : IAsyncDisposable
{
    public const string Grant = """{"access_token":"token"}""";

    private readonly TempFolder _folder;
    private readonly LoopbackServer _spotify;

    private ScriptedBench(TempFolder folder, LoopbackServer spotify, HostServer host, McpClient client) =>
        (_folder, _spotify, Host, Client) = (folder, spotify, host, client);

    public HostServer Host { get; }

    public McpClient Client { get; }

    public static Task<ScriptedBench> StartAsync(string grant, RequestDelegate answer) => StartAsync(grant, answer, [], _ => { });

    public static async Task<ScriptedBench> StartAsync(
        string grant, RequestDelegate answer, Dictionary<string, string?> settings, Action<IServiceCollection> configure)
    {
        var folder = new TempFolder();
        var spotify = await LoopbackServer.StartAsync(
            context => context.Request.Path == "/api/token" ? JsonAsync(context, 200, grant) : answer(context));
        var all = TestBench.Settings(new Uri(spotify.Url, "v1"), spotify.Url, folder);
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        var host = await HostServer.StartAsync(all, configure);
        return new ScriptedBench(folder, spotify, host, await Mcp.ConnectAsync(host.Mcp));
    }

    public static Task<ScriptedBench> StartAsync(RequestDelegate answer) => StartAsync(Grant, answer);

    public static Task JsonAsync(HttpContext context, int status, string body) =>
        LoopbackServer.Fixed(status, body, "application/json")(context);

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await Host.DisposeAsync();
        await _spotify.DisposeAsync();
        _folder.Dispose();
    }
}
