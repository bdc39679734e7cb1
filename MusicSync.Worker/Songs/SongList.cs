namespace MusicSync.Worker.Songs;

/// <summary>Everything an input held: each row is either a song or a rejected row, none is dropped.</summary>
/// <param name="Songs">Good rows in input order.</param>
/// <param name="Rejected">Bad rows in input order.</param>
public sealed record SongList(IReadOnlyList<Song> Songs, IReadOnlyList<RejectedRow> Rejected);
