using System.Diagnostics;
using ModelContextProtocol.Client;
using MusicSync.LocalStack;

namespace MusicSync.Benchmarks.Stack;

/// <summary>The MCP host as a client starts it, with the stack's simulator for Spotify.</summary>
internal static class HostProgram
{
    /// <summary>The host beside this tool, or the one that is named: a published one starts in another time.</summary>
    public static string Path(FileInfo? published) =>
        published?.FullName ?? new BuildOutput(AppContext.BaseDirectory).Program("MusicSync.McpHost");

    public static Task<McpClient> ConnectAsync(string program, RunningStack stack, CancellationToken cancellationToken) =>
        McpClient.CreateAsync(
            new StdioClientTransport(new()
            {
                Command = program,
                Arguments = ["--stdio"],
                EnvironmentVariables = new Dictionary<string, string?>
                {
                    // The simulator accepts exactly these; they open nothing else.
                    ["Spotify__ClientId"] = "simulator-client",
                    ["Spotify__ClientSecret"] = "simulator-secret",
                    ["Spotify__RefreshToken"] = "simulator-refresh-token",
                    ["Spotify__ApiUrl"] = new Uri(stack.SpotifyUrl, "v1/").AbsoluteUri,
                    ["Spotify__AccountsUrl"] = stack.SpotifyUrl.AbsoluteUri,
                    ["MusicSync__DataDirectory"] = System.IO.Path.Combine(stack.DataDirectory, $"stdio-{Stopwatch.GetTimestamp()}"),
                },
            }),
            cancellationToken: cancellationToken);

    public static Task<McpClient> ConnectAsync(Uri endpoint, CancellationToken cancellationToken) => McpClient.CreateAsync(
        new HttpClientTransport(new() { Endpoint = endpoint, TransportMode = HttpTransportMode.StreamableHttp }),
        cancellationToken: cancellationToken);
}
