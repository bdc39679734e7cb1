using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using MusicSync.McpHost.Settings;

namespace MusicSync.McpHost.Authorization;

/// <summary>Degraded, not unhealthy, without credentials: the host answers every call with what to set. Never calls Spotify.</summary>
internal sealed class CredentialsCheck(IOptions<SpotifyOptions> options, TokenStore store, TokenSource tokens) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Check(options.Value));

    private HealthCheckResult Check(SpotifyOptions spotify) =>
        string.IsNullOrWhiteSpace(spotify.ClientId) ? HealthCheckResult.Degraded(GrantRefusal.NoCredentials.Text)
        : store.Current is null ? HealthCheckResult.Degraded(GrantRefusal.NoSignIn.Text)
        : tokens.Refusal is { } refusal ? HealthCheckResult.Degraded(refusal.Failure.Text)
        : HealthCheckResult.Healthy(tokens.GoodUntil is { } until ? $"Access token good until {until.UtcDateTime:O}." : "No access token asked for yet.");
}
