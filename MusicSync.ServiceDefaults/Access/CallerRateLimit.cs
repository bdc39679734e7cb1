using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace MusicSync.ServiceDefaults.Access;

/// <summary>How much one caller, known by its address, may ask of a service; probes are not counted.</summary>
internal sealed class CallerRateLimit(IOptions<AccessOptions> access) : IConfigureOptions<RateLimiterOptions>
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    public void Configure(RateLimiterOptions options)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.OnRejected = TellWhenAsync;
        options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => context.AllowsAnonymous()
            ? RateLimitPartition.GetNoLimiter("")
            : RateLimitPartition.GetTokenBucketLimiter(context.Connection.RemoteIpAddress?.ToString() ?? "local", _ => Bucket()));
    }

    private TokenBucketRateLimiterOptions Bucket() => new()
    {
        TokenLimit = access.Value.Burst,
        TokensPerPeriod = access.Value.CallsPerSecond,
        ReplenishmentPeriod = Period,
    };

    private static ValueTask TellWhenAsync(OnRejectedContext rejected, CancellationToken cancellationToken)
    {
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var metadata) ? metadata : Period;
        rejected.HttpContext.Response.Headers.RetryAfter =
            Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString("0", CultureInfo.InvariantCulture);
        return ValueTask.CompletedTask;
    }
}
