using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MusicSync.Worker.Mcp;

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
    UpstreamNews? Upstream,
    string? Clock,
    int Connects);

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
