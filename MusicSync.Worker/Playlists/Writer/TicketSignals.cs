namespace MusicSync.Worker.Playlists.Writer;

/// <summary>Names of the signals between a playlist's writer and its syncs; part of the wire contract.</summary>
public static class TicketSignals
{
    /// <summary>Carries a <see cref="TicketProgress"/> to the sync.</summary>
    public const string Progress = "ticket-progress";
}
