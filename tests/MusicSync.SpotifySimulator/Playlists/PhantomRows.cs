using System.Collections.Immutable;
using MusicSync.SpotifySimulator.Accounts;

namespace MusicSync.SpotifySimulator.Playlists;

/// <summary>Rows that stand after row 3 of every read while a fault says so; a shorter playlist has none.</summary>
internal static class PhantomRows
{
    private const int After = 3;

    /// <summary>A track that no catalogue knows, so its row reads as an unavailable one.</summary>
    public const string Unavailable = "spotify:track:0000000000000000000000";

    /// <summary>artist : album : title : seconds</summary>
    public const string LocalFile = "spotify:local:Street+Musician:Demo+Tape:Song+From+the+Underpass:187";

    public static ImmutableArray<PlaylistEntry> Insert(PlaylistState state, bool unavailable, bool local)
    {
        if (state.Entries.Length < After)
        {
            return state.Entries;
        }

        List<string> uris = [];
        uris.AddRange(unavailable ? [Unavailable] : []);
        uris.AddRange(local ? [LocalFile] : []);
        return state.Entries.InsertRange(
            After,
            uris.Select(uri => new PlaylistEntry(uri, state.Entries[After - 1].AddedAt, SimulatorAccount.SomebodyElse)));
    }

    /// <summary>The true position of the row that a reader sees at <paramref name="seen"/>.</summary>
    public static int TruePosition(int seen, int phantoms) =>
        seen <= After ? seen : Math.Max(After, seen - phantoms);
}
