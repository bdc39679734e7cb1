using System.Net;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using MusicSync.McpHost.Failures;
using MusicSync.McpHost.RateLimiting;
using MusicSync.ServiceDefaults;

namespace MusicSync.McpHost.Http;

/// <summary>
/// The last step before the wire, behind every wait: refuses a write that has become too late and a call that Spotify asked to
/// wait with since it was let through, notes that the rest may run, counts it, and takes in the whole body so that time-outs
/// and retries further out cover it.
/// </summary>
internal sealed class WireHandler(QuotaStore quota, SpotifyMetrics metrics, ClockCheck clock, TimeProvider time) : DelegatingHandler
{
    private const long MaxBodySize = 16 * 1024 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = SpotifyCall.Of(request);
        var family = CallFamilies.Of(request.Method, request.RequestUri!);
        HttpStatusCode? answer = null;
        call.ThrowIfOver(time.GetUtcNow());
        quota.CoolDowns.ThrowIfStopped(family);
        call.Send();
        quota.Count(family);
        try
        {
            var response = await base.SendAsync(request, cancellationToken);
            await response.Content.LoadIntoBufferAsync(MaxBodySize, cancellationToken);
            answer = response.StatusCode;
            clock.Offset.Tell(response);
            if (answer is HttpStatusCode.TooManyRequests)
            {
                // Here and not further out, so that the calls behind this one learn of the stop at once.
                await LearnAsync(response, call, family, cancellationToken);
            }

            return response;
        }
        catch (OperationCanceledException timeout) when (!cancellationToken.IsCancellationRequested)
        {
            // How the socket handler reports its connect time-out; as a lost connection it is retried and not in doubt.
            throw new HttpRequestException(HttpRequestError.ConnectionError, "No connection in time.", timeout);
        }
        finally
        {
            metrics.Sent(family, answer);
        }
    }

    // The body is in memory already, so that it can be read again further out.
    private async Task LearnAsync(
        HttpResponseMessage response, SpotifyCall call, CallFamily family, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        var reply = ErrorReply.Read((int)response.StatusCode, body, RetryAfter.Of(response, time.GetUtcNow()));
        var failure = FailureClassification.Of(reply, call.IsWrite, call.Scope);
        quota.Stop(family, failure.Kind, failure.RetryAfter.GetValueOrDefault());
    }
}

/// <summary>
/// Degraded while this host's clock is off: a caller's <c>notAfter</c> is a moment on the caller's clock. Spotify's own clock,
/// which comes with every answer, stands for the right time. Never calls Spotify.
/// </summary>
internal sealed class ClockCheck : IHealthCheck
{
    // The machine's own clock: what Spotify's answers are compared with is never a test's.
    public ClockOffset Offset { get; } = new("Spotify", TimeProvider.System);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Offset.Finding is { } finding ? HealthCheckResult.Degraded(finding) : HealthCheckResult.Healthy());
}
