namespace MusicSync.SpotifySimulator.Playlists;

/// <summary>A playlist as a read sees it, which may be behind the truth.</summary>
/// <param name="State">Details and rows.</param>
/// <param name="SnapshotId">Lags behind the rows.</param>
/// <param name="Exists">False while the playlist is younger than the lag.</param>
internal sealed record PlaylistView(PlaylistState State, string SnapshotId, bool Exists);
