using MusicSync.ServiceDefaults;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Playlists.Writing;
using MusicSync.Worker.Spotify;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Temporal;

namespace MusicSync.Worker.Api;

/// <summary>Says in the status of a running sync that the clocks of this machine, Temporal and the MCP host differ.</summary>
internal sealed class ClockNotice(TemporalClock temporal, McpServers mcp, WriteTiming timing)
{
    public const string Reason = "clock";

    public SyncStatus AddTo(SyncStatus status) => Add(status, temporal.Offset, mcp[SpotifyTools.Server].Clock, timing);

    /// <summary>A wait is told with it; writing is told as waiting for it where the offset refuses every write. Pure.</summary>
    internal static SyncStatus Add(SyncStatus status, ClockOffset temporal, ClockOffset mcpHost, WriteTiming timing)
    {
        string[] findings = [.. new[] { temporal.Finding, mcpHost.Finding }.OfType<string>()];
        var text = string.Join(' ', findings);
        return findings.Length == 0 || status.FinishedAt is not null ? status
            : status.Waiting is { } waiting ? status with { Waiting = waiting with { Message = $"{waiting.Message} {text}" } }
            : status.State is SyncState.Writing && RefusesWrites(temporal.Current, mcpHost.Current, timing)
                ? status with { State = SyncState.Waiting, Waiting = new SyncWaiting(Reason, Until: null, $"{text} Until then nothing is written.") }
                : status;
    }

    // Ahead of Temporal every attempt looks overdue; behind the host every deadline has passed on arrival.
    private static bool RefusesWrites(TimeSpan? temporal, TimeSpan? mcpHost, WriteTiming timing) =>
        temporal > timing.HeartbeatTimeout || -mcpHost > timing.SendWithin;
}
