using System.Net;
using MusicSync.McpHost.RateLimiting;

namespace MusicSync.McpHost.Http;

/// <summary>
/// The last step before the wire, behind every wait: refuses a write that has become too late, notes that the rest may
/// run, counts it, and takes in the whole body so that time-outs and retries further out cover it.
/// </summary>
internal sealed class WireHandler(QuotaStore quota, SpotifyCounters counters, ClockCheck clock, TimeProvider time) : DelegatingHandler
{
    private const long LargestBody = 16 * 1024 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = SpotifyCall.Of(request);
        var family = CallFamilies.Of(request.Method, request.RequestUri!);
        HttpStatusCode? answer = null;
        call.ThrowIfOver(time.GetUtcNow());
        call.Send();
        quota.Count(family);
        try
        {
            var response = await base.SendAsync(request, cancellationToken);
            await response.Content.LoadIntoBufferAsync(LargestBody, cancellationToken);
            answer = response.StatusCode;
            clock.Offset.Tell(response);
            return response;
        }
        catch (OperationCanceledException timeout) when (!cancellationToken.IsCancellationRequested)
        {
            // How the socket handler reports its connect time-out; as a lost connection it is retried and not in doubt.
            throw new HttpRequestException(HttpRequestError.ConnectionError, "No connection in time.", timeout);
        }
        finally
        {
            counters.Sent(family, answer);
        }
    }
}
