using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MusicSync.Worker.Mcp;

/// <summary>
/// Sums up what is known of a server. Unhealthy: no call can succeed now. Degraded: some calls wait, by themselves or for
/// somebody to sign in. Pure.
/// </summary>
internal static class McpServerState
{
    public static McpServerHealth Of(McpServerFacts facts)
    {
        var (probe, calls) = (facts.Probe, facts.Calls);

        // A call that was answered since the probe proves as much as a new probe would.
        var answers = probe is { Failure: null } || calls.Answer?.At > probe?.At;
        var (state, detail) =
            facts.Differences is null ? (HealthStatus.Unhealthy, probe?.Failure?.Message ?? "It has not answered tools/list yet.")
            : facts.Differences.Count > 0 ? (HealthStatus.Unhealthy, string.Join(' ', facts.Differences))
            : !answers ? (HealthStatus.Unhealthy, probe?.Failure?.Message)
            : Hindrance(calls, facts.Circuit, facts.Clock) is { } hindrance ? (HealthStatus.Degraded, hindrance)
            : (HealthStatus.Healthy, null);

        return new McpServerHealth(
            state,
            detail,
            answers || probe is { Answered: true },
            probe is null ? null : new ProbeHealth(probe.At, Ms(probe.Took), probe.Failure?.Message),
            new CallHealth(
                calls.Answer?.At, Ms(calls.Answer?.Took), Ms(calls.Percentile95), calls.Counted, calls.Unanswered),
            Contract(facts.Differences),
            facts.Circuit,
            calls.CoolDowns,
            calls.Upstream,
            facts.Clock,
            facts.Connects);
    }

    private static ContractHealth Contract(IReadOnlyList<string>? differences) => differences switch
    {
        null => new(ContractState.Unknown, []),
        [] => new(ContractState.Agrees, []),
        _ => new(ContractState.Differs, differences),
    };

    private static string? Hindrance(CallNews calls, CircuitHealth circuit, string? clock)
    {
        string?[] hindrances =
        [
            circuit.State switch
            {
                McpCircuitState.Open => $"The circuit is open until {Utc(circuit.Until)}.",
                McpCircuitState.HalfOpen => "The circuit is half-open: before the next call the server is asked whether it answers again.",
                _ => null,
            },
            .. calls.Refused.Select(refused => refused.Message),
            .. calls.CoolDowns.Select(stop => $"{stop.Tool}: {stop.Kind} until {Utc(stop.Until)}."),
            calls.Upstream is { State: not UpstreamNews.Ok } upstream ? upstream.Detail : null,
            clock,
        ];
        var sentences = hindrances.OfType<string>().ToArray();
        return sentences.Length == 0 ? null : string.Join(' ', sentences);
    }

    private static string Utc(DateTimeOffset? moment) =>
        moment?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "now";

    private static double Ms(TimeSpan took) => Math.Round(took.TotalMilliseconds, 1);

    private static double? Ms(TimeSpan? took) => took is { } known ? Ms(known) : null;
}

/// <summary>What is known of a server.</summary>
internal sealed record McpServerFacts(
    McpProbe? Probe, IReadOnlyList<string>? Differences, CallNews Calls, CircuitHealth Circuit, string? Clock, int Connects);
