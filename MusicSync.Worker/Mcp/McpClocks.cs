using MusicSync.ServiceDefaults;

namespace MusicSync.Worker.Mcp;

/// <summary>How far this worker's clock is from each named server's, whose <c>Date</c> comes with every answer.</summary>
internal sealed class McpClocks(IEnumerable<McpServerRegistration> servers)
    // The machine's own clock: what a server's answer is compared with is never a test's.
    : ByServer<ClockOffset>(servers, _ => new ClockOffset("the MCP host", TimeProvider.System));

/// <summary>Reads the time off every answer of one server.</summary>
internal sealed class ClockHandler(ClockOffset clock) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        clock.Tell(response);
        return response;
    }
}
