using MusicSync.McpHost.Authorization;
using MusicSync.McpHost.RateLimiting;
using Polly.CircuitBreaker;

namespace MusicSync.McpHost.Http;

/// <summary>
/// What each single request passes before the wire, retries and the repeat after a 401 included: nothing is sent while
/// Spotify asked to wait, while it is down or while the sign-in is dead, whether that began before or while the call was held.
/// </summary>
internal sealed class GateHandler(
    SpotifyGate gate, QuotaStore quota, SpotifyCircuit circuit, TokenSource tokens, TimeProvider time) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = SpotifyCall.Of(request);
        var family = CallFamilies.Of(request.Method, request.RequestUri!);
        ThrowIfStopped(call, family);
        using var lease = await EnterAsync(call, cancellationToken);
        var sent = call.Sent;
        try
        {
            ThrowIfStopped(call, family);
            return await SendOnAsync(request, cancellationToken);
        }
        catch when (call.Sent == sent)
        {
            // Stopped here or further in, as by the breaker: Spotify never saw it.
            lease.GiveTokenBack();
            throw;
        }
    }

    private void ThrowIfStopped(SpotifyCall call, CallFamily family)
    {
        call.ThrowIfOver(time.GetUtcNow());
        tokens.ThrowIfRefused();
        quota.CoolDowns.ThrowIfStopped(family);
        circuit.ThrowIfOpen();
    }

    // A write is not cancelled with its caller once it is sent, but until then it leaves the queue with it.
    private async ValueTask<GateLease> EnterAsync(SpotifyCall call, CancellationToken cancellationToken)
    {
        if (!call.IsWrite)
        {
            return await gate.EnterAsync(CurrentPriority.Value, cancellationToken);
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, call.Deadline.Caller);
        return await gate.EnterAsync(CurrentPriority.Value, either.Token);
    }

    private async Task<HttpResponseMessage> SendOnAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (BrokenCircuitException broken)
        {
            throw circuit.Refusal(broken);
        }
    }
}
