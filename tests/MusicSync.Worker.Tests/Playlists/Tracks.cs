using MusicSync.Worker.Matching;
using MusicSync.Worker.Playlists;

namespace MusicSync.Worker.Tests.Playlists;

/// <summary>Short names for tracks and rows in tests of the playlist rules.</summary>
internal static class Tracks
{
    public static WantedTrack Wanted(int line, string uri, string title, string artist = "Somebody", int durationMs = 200_000) =>
        new(line, new ChosenTrack(uri, title, [artist], DurationMs: durationMs));

    public static PlaylistSlot Slot(int position, string uri, string title, string artist = "Somebody", int durationMs = 200_000) =>
        new(position, uri, new ChosenTrack(uri, title, [artist], DurationMs: durationMs));

    public static PlaylistSlot Opaque(int position, string? uri) => new(position, uri, Track: null);
}
