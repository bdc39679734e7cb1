namespace MusicSync.LocalStack.Commands;

/// <summary>One line that follows the sync: rewritten in place on a terminal, a line per state in a file.</summary>
internal sealed class ProgressLine(TextWriter output, bool redirected)
{
    private string _shown = "";
    private string _state = "";

    public void Show(SyncStatus status)
    {
        var line = Describe(status);
        if (line == _shown || (redirected && status.State == _state))
        {
            return;
        }

        // Blanks wipe what is left of a longer line.
        output.Write(redirected ? line + output.NewLine : "\r" + line.PadRight(_shown.Length));
        _shown = line;
        _state = status.State;
    }

    public void End()
    {
        if (!redirected)
        {
            output.WriteLine();
        }
    }

    private static string Describe(SyncStatus status)
    {
        var counts = status.Songs is { } songs ? $"{songs.Matched}/{songs.Total} matched" : "";
        var waiting = status.Waiting?.Message is { } message ? $" ({message})" : "";
        return $"  {status.State,-10} {counts}{waiting}";
    }
}
