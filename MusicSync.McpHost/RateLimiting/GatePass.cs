using System.Threading.RateLimiting;

namespace MusicSync.McpHost.RateLimiting;

/// <summary>One call's place among those in flight, given back when the call has its answer.</summary>
internal sealed class GatePass(RateLimitLease? bulk, RateLimitLease slot, Pace pace) : IDisposable
{
    /// <summary>The call was not made after all, so another one may be.</summary>
    public void GiveTokenBack() => pace.GiveBack();

    public void Dispose()
    {
        slot.Dispose();
        bulk?.Dispose();
    }
}
