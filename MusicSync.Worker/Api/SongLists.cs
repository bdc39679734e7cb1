using MusicSync.Worker.Songs;

namespace MusicSync.Worker.Api;

/// <summary>Several files of one request as one list. Pure.</summary>
internal static class SongLists
{
    /// <summary>Lines go on where the file before ended, so that each row of the report has a line of its own.</summary>
    public static SongList Concatenate(IReadOnlyList<SongList> lists)
    {
        var songs = new List<Song>();
        var rejected = new List<RejectedRow>();
        var before = 0;
        foreach (var list in lists)
        {
            songs.AddRange(list.Songs.Select(song => song with { Line = song.Line + before }));
            rejected.AddRange(list.Rejected.Select(row => row with { Line = row.Line + before }));
            before += list.Songs.Select(song => song.Line).Concat(list.Rejected.Select(row => row.Line)).DefaultIfEmpty().Max();
        }

        return new SongList(songs, rejected);
    }
}
