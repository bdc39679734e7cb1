namespace MusicSync.AppHost.Temporal;

/// <summary>
/// The container image. Pinned, because a newer server does not migrate the database file an older one wrote: with a
/// floating tag the data volume could stop working overnight. Raise it on purpose, and drop the volume then.
/// </summary>
internal static class TemporalImage
{
    public const string Registry = "docker.io";

    public const string Image = "temporalio/temporal";

    /// <summary>CLI 1.9.1 with server 1.32.0 and UI 2.54.1: what all measurements in this repository are of.</summary>
    public const string Tag = "1.9.1";

    /// <summary>All that the image's user owns; a volume mounted elsewhere is root's and cannot be written.</summary>
    public const string DataFolder = "/home/temporal";
}
