using MusicSync.Worker.Syncs;

namespace MusicSync.Worker.Pages.Views;

/// <summary>What a sync waits for, in words.</summary>
/// <param name="Text">What for.</param>
/// <param name="Until">When it goes on by itself; null when somebody has to act.</param>
/// <param name="Then">What else there is to know.</param>
/// <param name="Details">The same as programs are told it.</param>
/// <param name="NeedsSignIn">Whether connecting Spotify again is what helps.</param>
public sealed record WaitView(string Text, DateTimeOffset? Until, string Then, string Details, bool NeedsSignIn)
{
    private const string NothingLost = "Nothing is lost.";

    /// <summary>Whether somebody has to let it go on.</summary>
    public bool CanResume => Until is null;

    internal static WaitView? Of(SyncWaiting? waiting) => waiting is null ? null : new WaitView(
        Words(waiting.Reason),
        waiting.Until,
        waiting.Reason switch
        {
            "rate_limited" => $"It asked for a pause. {NothingLost}",
            "quota" => $"It goes on by itself. {NothingLost}",
            "sign_in" or "scope" => "Connect Spotify again; then it goes on by itself.",
            "account" => "See the details for what Spotify says; then let it go on.",
            "playlist_gone" => "Restore it, or your right to change it; then let it go on.",
            "mcp_refused" => "Its settings do not fit together; see the details.",
            "clock" => "Set it right; nothing is written until then.",
            _ => $"It is tried again by itself. {NothingLost}",
        },
        waiting.Message,
        waiting.Reason is "sign_in" or "scope");

    private static string Words(string reason) => reason switch
    {
        "rate_limited" => "Waiting for Spotify",
        "quota" => "Today's searches at Spotify are used up",
        "sign_in" => "Waiting for you: Spotify is not connected",
        "scope" => "Waiting for you: Spotify wants your consent for one more thing",
        "account" => "Waiting for you: Spotify does not accept this account or app",
        "playlist_gone" => "Waiting for you: the playlist is gone, or may no longer be changed",
        "upstream" => "Waiting for Spotify, which does not answer",
        "playlist_busy" => "Waiting for its turn: other songs are being added to this playlist",
        "mcp_refused" => "Waiting: the part that speaks to Spotify turns calls away",
        "mcp_unavailable" or "circuit_open" => "Waiting for the part that speaks to Spotify",
        "clock" => "Waiting: a clock of this system is wrong",
        _ => "Something went wrong",
    };
}
