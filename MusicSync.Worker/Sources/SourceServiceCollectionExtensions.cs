using System.Net;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;

namespace MusicSync.Worker.Sources;

/// <summary>Registers what reads sources.</summary>
internal static class SourceServiceCollectionExtensions
{
    private static readonly TimeSpan ForAnAttempt = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ForAll = TimeSpan.FromSeconds(30);

    public static IServiceCollection AddSources(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<SourceOptions>().BindConfiguration(SourceOptions.SectionName);
        services.AddSingleton<IValidateOptions<SourceOptions>, SourceOptionsValidator>();
        services.AddSingleton<ResolveHost>(Dns.GetHostAddressesAsync);
        services.AddSingleton<GuardedConnection>();
        services.AddSingleton<UrlSource>();
        services.AddSingleton<PlaylistSource>();
        services.AddSingleton<SourceReader>();

        var client = services.AddHttpClient(UrlSource.HttpClientName, http => http.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(provider => provider.GetRequiredService<GuardedConnection>().NewHandler())
            // Service discovery, which all other clients have, would take the name of one of our own services for its address.
            .ConfigureAdditionalHttpMessageHandlers((handlers, _) => handlers.Clear());
        client.AddStandardResilienceHandler(resilience =>
        {
            resilience.TotalRequestTimeout.Timeout = ForAll;
            resilience.AttemptTimeout.Timeout = ForAnAttempt;
            resilience.Retry.MaxRetryAttempts = 2;
            resilience.Retry.ShouldHandle = outcome => ValueTask.FromResult(UrlSource.IsWorthARepeat(outcome.Outcome));
            resilience.CircuitBreaker.ShouldHandle = outcome => ValueTask.FromResult(UrlSource.IsWorthARepeat(outcome.Outcome));
        }).SelectPipelineByAuthority();
        return services;
    }
}
