using MusicSync.EndToEnd.Tests.Support;

namespace MusicSync.EndToEnd.Tests.Durability;

/// <summary>Endpoints as the simulator counts them.</summary>
internal static class Endpoints
{
    public const string Search = "GET /v1/search";
    public const string Read = "GET /v1/playlists/{id}/items";
    public const string Write = "POST /v1/playlists/{id}/items";
    public const string Remove = "DELETE /v1/playlists/{id}/items";
    public const string Create = "POST /v1/me/playlists";
}

/// <summary>Faults of one playlist's rows, so that other playlists of the stack do not meet them.</summary>
internal sealed class ItemFaults(SimulatorApi spotify, string playlist)
{
    /// <summary>Longest a read may lag: Spotify's 30 s in the stack's time scale of 0.2.</summary>
    public static readonly TimeSpan MaxLag = TimeSpan.FromSeconds(6);

    // Shorter than the 1.2 s that the host waits for a write at this time scale.
    private static readonly TimeSpan Hold = TimeSpan.FromMilliseconds(700);

    /// <summary>Every write takes long enough to be met in flight.</summary>
    public Task SlowWritesAsync() => spotify.FaultAsync(
        new { endpoint = $"POST {Path}", fault = "latency", milliseconds = Hold.TotalMilliseconds });

    /// <summary>Every read takes long enough for the sync to be met verifying.</summary>
    public Task SlowReadsAsync() => spotify.FaultAsync(
        new { endpoint = $"GET {Path}", fault = "latency", milliseconds = Hold.TotalMilliseconds / 2 });

    public Task SlowSearchesAsync() => spotify.FaultAsync(
        new { endpoint = Endpoints.Search, fault = "latency", milliseconds = 100 });

    /// <summary>The next write meets a fault.</summary>
    public Task OnNextWriteAsync(string fault) => spotify.FaultAsync(
        new { endpoint = $"POST {Path}", fault, times = 1, retryAfterSeconds = 1 });

    /// <summary>Every removal takes long enough to be met in flight.</summary>
    public Task SlowRemovalsAsync() => spotify.FaultAsync(
        new { endpoint = $"DELETE {Path}", fault = "latency", milliseconds = Hold.TotalMilliseconds });

    /// <summary>The next removal meets a fault.</summary>
    public Task OnNextRemovalAsync(string fault) => spotify.FaultAsync(
        new { endpoint = $"DELETE {Path}", fault, times = 1, retryAfterSeconds = 1 });

    public Task OnReadsAsync(string fault, int? times = null) =>
        spotify.FaultAsync(new { endpoint = $"GET {Path}", fault, times });

    public Task LaggingReadsAsync(TimeSpan lag) => spotify.FaultAsync(
        new { endpoint = $"GET {Path}", fault = "read_lag", milliseconds = lag.TotalMilliseconds });

    private string Path => $"/v1/playlists/{playlist}/items";
}
