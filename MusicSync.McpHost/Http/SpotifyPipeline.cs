using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using MusicSync.McpHost.Settings;
using MusicSync.ServiceDefaults;
using Polly;
using Polly.Timeout;

namespace MusicSync.McpHost.Http;

/// <summary>The only retries and time-outs between this host and Spotify; a 429 is never among them.</summary>
internal static class SpotifyPipeline
{
    private const int ReadRetries = 2;
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// Outside in: total time-out, retry of reads, token with one repeat after a 401, the gate, the breaker, the wire.
    /// </summary>
    public static IHttpClientBuilder AddSpotifyPipeline(this IHttpClientBuilder client)
    {
        client.WithoutStandardResilience();
        client.AddResilienceHandler("spotify", (pipeline, context) =>
        {
            var options = context.ServiceProvider.GetRequiredService<IOptions<SpotifyOptions>>().Value;
            pipeline.AddTimeout(TotalTimeout(options)).AddRetry(RetryReads());
        });
        client.AddHttpMessageHandler<BearerTokenHandler>();
        client.AddHttpMessageHandler<GateHandler>();
        client.AddResilienceHandler("spotify-circuit", (pipeline, context) =>
            pipeline.AddCircuitBreaker(context.ServiceProvider.GetRequiredService<SpotifyCircuit>().Strategy()));
        client.AddHttpMessageHandler<WireHandler>();
        return client;
    }

    private static TimeoutStrategyOptions TotalTimeout(SpotifyOptions options) => new()
    {
        TimeoutGenerator = arguments => ValueTask.FromResult(
            RequestOf(arguments.Context).Method == HttpMethod.Get ? options.ReadTimeout : options.WriteTimeout),
    };

    private static HttpRetryStrategyOptions RetryReads() => new()
    {
        MaxRetryAttempts = ReadRetries,
        BackoffType = DelayBackoffType.Exponential,
        Delay = FirstDelay,
        UseJitter = true,
        ShouldRetryAfterHeader = false,
        ShouldHandle = arguments => ValueTask.FromResult(
            RequestOf(arguments.Context).Method == HttpMethod.Get
            && (arguments.Outcome.Exception is HttpRequestException || (int?)arguments.Outcome.Result?.StatusCode >= 500)),
    };

    private static HttpRequestMessage RequestOf(ResilienceContext context) =>
        context.GetRequestMessage() ?? throw new InvalidOperationException("The resilience handler lost its request.");
}
