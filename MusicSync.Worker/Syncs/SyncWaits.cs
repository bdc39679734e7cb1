using System.Globalization;
using MusicSync.Worker.Mcp;

namespace MusicSync.Worker.Syncs;

/// <summary>Says in the status what a sync waits for. Pure.</summary>
internal static class SyncWaits
{
    public static SyncWaiting Until(string kind, DateTimeOffset resumeAt, string detail) => new(
        Reason(kind),
        resumeAt,
        $"{detail} It goes on at {resumeAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC.");

    private static string Reason(string kind) => kind switch
    {
        ActivityFailureTypes.SpotifyQuotaExhausted => "quota",
        ActivityFailureTypes.SpotifyRateLimited => "rate_limited",
        _ => "upstream",
    };
}
