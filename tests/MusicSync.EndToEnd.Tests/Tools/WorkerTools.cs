using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using MusicSync.EndToEnd.Tests.Durability;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Tools;

namespace MusicSync.EndToEnd.Tests.Tools;

/// <summary>The worker's tools as an MCP client calls them.</summary>
internal sealed class WorkerTools(McpClient client) : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public McpClient Client => client;

    public static Uri EndpointOf(Scenario scenario) => new(scenario.Stack.WorkerUrl, ToolServerExtensions.Path);

    public static async Task<WorkerTools> ConnectAsync(Scenario scenario) => new(await McpClient.CreateAsync(
        new HttpClientTransport(new HttpClientTransportOptions { Endpoint = EndpointOf(scenario), TransportMode = HttpTransportMode.StreamableHttp }),
        cancellationToken: Token));

    /// <summary>A call that is expected to succeed.</summary>
    public async Task<T> CallAsync<T>(string tool, object arguments, IProgress<ProgressNotificationValue>? progress = null) =>
        Answer<T>(tool, await SendAsync(tool, arguments, progress));

    /// <summary>A call that is expected to be refused.</summary>
    public async Task<McpFailure> RefusedAsync(string tool, object arguments)
    {
        var result = await SendAsync(tool, arguments, progress: null);
        Assert.True(result.IsError);
        return McpToolErrors.Read(tool, result);
    }

    /// <summary>The same call until it is answered, whatever becomes of the worker.</summary>
    /// <returns>The answer, and how often none came.</returns>
    public async Task<(T Answer, int Lost)> InsistAsync<T>(string tool, object arguments, IProgress<ProgressNotificationValue> progress)
    {
        for (var lost = 0; ; lost++)
        {
            try
            {
                var result = await SendAsync(tool, arguments, progress);
                if (result.IsError is not true || McpToolErrors.Read(tool, result).Kind != McpFailureKind.UpstreamUnavailable)
                {
                    return (Answer<T>(tool, result), lost);
                }
            }
            catch (Exception broken) when (broken is HttpRequestException or IOException || (broken is McpException and not McpProtocolException))
            {
                // Killed, or not up again.
            }

            await Task.Delay(Pause, Token);
        }
    }

    public ValueTask DisposeAsync() => client.DisposeAsync();

    private async Task<CallToolResult> SendAsync(string tool, object arguments, IProgress<ProgressNotificationValue>? progress) =>
        await client.CallToolAsync(
            tool,
            JsonSerializer.SerializeToElement(arguments).Deserialize<Dictionary<string, object?>>(),
            progress,
            cancellationToken: Token);

    private static T Answer<T>(string tool, CallToolResult result)
    {
        Assert.True(result.IsError is not true, $"{tool}: {(result.Content.FirstOrDefault() as TextContentBlock)?.Text}");
        return result.StructuredContent!.Value.Deserialize<T>(ToolServerExtensions.Json)!;
    }
}

/// <summary>The steps that a call was told, in the order in which they came.</summary>
internal sealed class Steps : IProgress<ProgressNotificationValue>
{
    private readonly Lock _lock = new();
    private readonly List<ProgressNotificationValue> _all = [];

    public IReadOnlyList<ProgressNotificationValue> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _all];
            }
        }
    }

    public void Report(ProgressNotificationValue value)
    {
        lock (_lock)
        {
            _all.Add(value);
        }
    }
}
