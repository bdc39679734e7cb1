using System.Globalization;
using MusicSync.Worker.Matching;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Songs;

namespace MusicSync.Worker.Syncs.Mirrors;

/// <summary>
/// What a mirror's playlist is to hold, and whether so much would go that somebody is asked first. A list that fails or shrinks
/// looks like one that was emptied on purpose. Pure.
/// </summary>
internal static class MirrorGuard
{
    /// <param name="mirror">What was asked for.</param>
    /// <param name="songs">All rows of the list.</param>
    /// <param name="accepted">The tracks that are certain, by line.</param>
    public static MirrorWish WishOf(SyncMirror mirror, IReadOnlyList<Song> songs, IReadOnlyDictionary<int, WantedTrack> accepted)
    {
        var rows = songs.Select(OwnTrack.KeyOf).ToHashSet(StringComparer.Ordinal);
        var before = mirror.Own.Where(own => own.Song is not null).ToLookup(own => own.Song!, StringComparer.Ordinal);
        List<WantedTrack> tracks = [.. songs.SelectMany(song => accepted.TryGetValue(song.Line, out var track)
            ? [track]
            // The one that reads back under another id stands behind.
            : before[OwnTrack.KeyOf(song)].TakeLast(1).Select(own => Held(song, own)))];
        var wanted = tracks.Select(track => track.Track.Uri).ToHashSet(StringComparer.Ordinal);
        var lost = mirror.Own.Count(own => !wanted.Contains(own.Uri) && (own.Song is null || !rows.Contains(own.Song)));
        var asks = !mirror.Confirmed && mirror.Own.Count > 0 && (tracks.Count == 0 || lost * 2 > mirror.Own.Count);
        return new MirrorWish(tracks, asks ? Question(mirror.Own.Count, lost) : null);
    }

    // A row whose match is no longer certain keeps the track it has.
    private static WantedTrack Held(Song song, OwnTrack own) =>
        new(song.Line, new ChosenTrack(own.Uri, song.Title, [song.Artist]), GivenByUri: true);

    private static MirrorQuestion Question(int own, int lost) => new(own, lost, string.Create(
        CultureInfo.InvariantCulture,
        $"{lost} of the {own} tracks that follow the list are gone from it, so nothing was taken out, added or moved. "
        + $"If that is right, send it again with mirror.confirmed true."));
}

/// <summary>What a mirror's playlist is to hold.</summary>
/// <param name="Tracks">The tracks, in the list's order.</param>
/// <param name="Question">Why nothing may be written before somebody has confirmed it; null where nothing stands against it.</param>
internal sealed record MirrorWish(IReadOnlyList<WantedTrack> Tracks, MirrorQuestion? Question);

/// <summary>Which tracks are a mirror's own. Pure.</summary>
internal static class OwnTracks
{
    /// <summary>What it had, without what is gone, and what it has added since.</summary>
    /// <param name="before">What it had.</param>
    /// <param name="changes">What has happened.</param>
    /// <param name="accepted">The tracks that are certain, by line.</param>
    /// <param name="songs">All rows of the list.</param>
    public static IReadOnlyList<OwnTrack> After(
        IReadOnlyList<OwnTrack> before, PlaylistChanges changes, IReadOnlyDictionary<int, WantedTrack> accepted, IReadOnlyList<Song> songs)
    {
        var released = (changes.Mirror?.Released ?? []).ToHashSet(StringComparer.Ordinal);
        var written = (changes.Added ?? []).Concat(changes.InDoubt ?? []).ToHashSet();
        var keys = songs.ToDictionary(song => song.Line, OwnTrack.KeyOf);
        var rows = new Dictionary<string, OwnTrack>(StringComparer.Ordinal);
        foreach (var song in songs.Where(song => accepted.ContainsKey(song.Line)))
        {
            rows.TryAdd(accepted[song.Line].Track.Uri, new OwnTrack(accepted[song.Line].Track.Uri, keys[song.Line]));
        }

        return [.. before.Where(own => !released.Contains(own.Uri)).Select(own => rows.GetValueOrDefault(own.Uri, own))
            .Concat(accepted.Where(entry => written.Contains(entry.Key)).OrderBy(entry => entry.Key).Select(entry => rows[entry.Value.Track.Uri]))
            .Concat((changes.Mirror?.ReadBackAs ?? []).Select(row => new OwnTrack(row.Uri, keys.GetValueOrDefault(row.Line))))
            .DistinctBy(own => own.Uri, StringComparer.Ordinal)];
    }
}
