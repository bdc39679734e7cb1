using System.Globalization;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using MusicSync.Worker.Mcp.Sessions;

namespace MusicSync.Worker.Mcp;

/// <summary>What this process knows of every named server; at most 10 s old where it has to ask.</summary>
internal sealed class McpHealth(McpServers servers)
{
    public async Task<McpHealthDocument> ReadAsync(CancellationToken cancellationToken)
    {
        var healths = await Task.WhenAll(servers.All.Select(
            async server => KeyValuePair.Create(server.Name, await ReadAsync(server, cancellationToken))));
        return new McpHealthDocument(
            healths.Select(health => health.Value.State).DefaultIfEmpty(HealthStatus.Healthy).Min(),
            new Dictionary<string, McpServerHealth>(healths));
    }

    public Task<McpServerHealth> ReadAsync(string server, CancellationToken cancellationToken) =>
        ReadAsync(servers[server], cancellationToken);

    private static async Task<McpServerHealth> ReadAsync(McpServer server, CancellationToken cancellationToken)
    {
        var probe = await server.Prober.LatestAsync(cancellationToken);
        return McpServerState.Of(new McpServerFacts(
            probe,
            server.Prober.Differences,
            server.Statistics.Read(),
            new CircuitHealth(server.Circuit.State, server.Circuit.OpenUntil),
            server.Clock.Finding,
            server.Connection.Connects,
            server.Sessions?.Read(),
            server.IsOptional));
    }
}

/// <summary>
/// Sums up what is known of a server. Unhealthy: no call can succeed now. Degraded: some calls wait, by themselves or for
/// somebody to sign in; an optional server is never worse. Pure.
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
            facts.IsOptional && state is HealthStatus.Unhealthy ? HealthStatus.Degraded : state,
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
            facts.Connects,
            facts.Sessions);
    }

    private static ContractHealth Contract(IReadOnlyList<string>? differences) => differences switch
    {
        null => new(ContractState.Unknown, []),
        [] => new(ContractState.Agrees, []),
        _ => new(ContractState.Differs, differences),
    };

    private static string? Hindrance(McpCallSummary calls, CircuitHealth circuit, string? clock)
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
            calls.Upstream is { State: not UpstreamStatus.Ok } upstream ? upstream.Detail : null,
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
    McpProbe? Probe, IReadOnlyList<string>? Differences, McpCallSummary Calls, CircuitHealth Circuit, string? Clock, int Connects,
    SessionHealth? Sessions = null, bool IsOptional = false);

// The document of GET /health/mcp; README.md explains its members.

internal sealed record McpHealthDocument(HealthStatus Status, IReadOnlyDictionary<string, McpServerHealth> Servers);

internal sealed record McpServerHealth(
    HealthStatus State,
    string? Detail,
    bool Reachable,
    ProbeHealth? Probe,
    CallHealth Calls,
    ContractHealth ToolContract,
    CircuitHealth Circuit,
    IReadOnlyList<CoolDown> CoolDowns,
    UpstreamStatus? Upstream,
    string? Clock,
    int Connects,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] SessionHealth? Sessions = null);

internal sealed record ProbeHealth(DateTimeOffset At, double LatencyMs, string? Error);

internal sealed record CallHealth(
    DateTimeOffset? LastAnswerAt, double? LastMs, double? P95Ms, int Counted, UnansweredCall? LastUnanswered);

internal sealed record ContractHealth(ContractState State, IReadOnlyList<string> Differences);

internal sealed record CircuitHealth(McpCircuitState State, DateTimeOffset? Until);

internal enum ContractState
{
    Unknown,
    Agrees,
    Differs,
}
