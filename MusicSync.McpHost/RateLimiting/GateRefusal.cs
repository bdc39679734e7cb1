using System.Globalization;
using MusicSync.McpHost.Failures;

namespace MusicSync.McpHost.RateLimiting;

/// <summary>Calls that the host does not send, as the caller gets to see them: always a wait, never in doubt. Pure.</summary>
internal static class GateRefusal
{
    private static readonly TimeSpan MinWait = TimeSpan.FromSeconds(1);

    /// <summary>Too many calls at once.</summary>
    public static SpotifyException Busy(TimeSpan wait)
    {
        var rest = wait < MinWait ? MinWait : wait;
        return new SpotifyException(new SpotifyFailure(
            FailureKind.RateLimited,
            $"This host has more calls to Spotify waiting than it may make. Nothing was sent; repeat the call after {Seconds(rest)} s.")
        {
            RetryAfter = rest,
        });
    }

    /// <summary>Spotify asked to wait with calls of this family.</summary>
    public static SpotifyException CoolingDown(CoolDown stop, DateTimeOffset now)
    {
        var rest = stop.Until - now;
        var why = stop.Kind is FailureKind.QuotaExhausted
            ? "Spotify's quota for this kind of call is used up"
            : "Spotify limits the rate of this kind of call";
        return new SpotifyException(new SpotifyFailure(
            stop.Kind,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{why} ({stop.Family.Name()}) until {stop.Until.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC. ")
            + $"Nothing was sent; repeat the call after {Seconds(rest)} s.")
        {
            RetryAfter = rest,
        });
    }

    private static string Seconds(TimeSpan wait) =>
        ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
}
