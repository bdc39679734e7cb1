using MusicSync.Worker.Temporal;

namespace MusicSync.Worker.Playlists.Mirroring;

/// <summary>A ticket's wish that its rows follow the source, instead of only being there.</summary>
/// <param name="Own">Tracks that the mirror has added before; everything else in the playlist is somebody else's.</param>
public sealed record MirrorOrder(IReadOnlyList<string> Own);

/// <summary>Input of <c>playlist.mirror</c> and <c>playlist.mirror-settle</c>.</summary>
/// <param name="PlaylistId">The playlist.</param>
/// <param name="Tracks">The source's tracks, in order.</param>
/// <param name="Own">Tracks that the mirror has added before.</param>
/// <param name="Journal">What steps before this one have done.</param>
/// <param name="Recent">Tracks that were written lately, by whatever ticket.</param>
/// <param name="TellingFrom">Before this moment a read may lack one of them.</param>
/// <param name="Interactive">Whether somebody waits for it.</param>
public sealed record MirrorList(
    string PlaylistId,
    IReadOnlyList<WantedTrack> Tracks,
    IReadOnlyList<string> Own,
    MirrorJournal Journal,
    IReadOnlyList<string> Recent,
    DateTimeOffset TellingFrom,
    bool Interactive);

/// <summary>Result of <c>playlist.mirror</c> and <c>playlist.mirror-settle</c>.</summary>
/// <param name="Journal">What has been done so far, and what is in doubt.</param>
/// <param name="End">How the playlist was seen in the end; null while there is more to do.</param>
/// <param name="Stop">Why it cannot go on, or null.</param>
public sealed record MirroredList(MirrorJournal Journal, MirrorEnd? End = null, CallStop? Stop = null);

/// <summary>A playlist that is as the source says.</summary>
/// <param name="Added">Lines that were sent with a lost answer, and are there.</param>
/// <param name="Present">Lines whose track was there before.</param>
/// <param name="Duplicates">Lines that repeat an earlier one.</param>
/// <param name="Gone">Own tracks that are not there any more.</param>
/// <param name="ReadBackAs">Own rows that read back under another id.</param>
public sealed record MirrorEnd(
    IReadOnlyList<int> Added,
    IReadOnlyList<int> Present,
    IReadOnlyList<int> Duplicates,
    IReadOnlyList<string> Gone,
    IReadOnlyList<ReadBackRow> ReadBackAs);

/// <summary>How far a mirror is: heartbeat details of its activities, and what one of them hands to the next.</summary>
public sealed record MirrorJournal
{
    /// <summary>Lines whose track was added, by proof.</summary>
    public IReadOnlyList<int> Added { get; init; } = [];

    /// <summary>Own tracks that were taken out, by proof, since they are gone from the source.</summary>
    public IReadOnlyList<string> Removed { get; init; } = [];

    /// <summary>Lines whose track does not exist.</summary>
    public IReadOnlyList<int> Dead { get; init; } = [];

    /// <summary>How often a line was sent, as far as it is not known to be gone again.</summary>
    public IReadOnlyDictionary<int, int> Sent { get; init; } = new Dictionary<int, int>();

    /// <summary>Lines that were added a second time, since they had vanished; a third time is an error.</summary>
    public IReadOnlyList<int> Mended { get; init; } = [];

    /// <summary>Rows that were moved, by proof.</summary>
    public int Moved { get; init; }

    /// <summary>When the first row was about to be sent; a row added before that is not this ticket's.</summary>
    public DateTimeOffset? Began { get; init; }

    /// <summary>When the last write was proven; until reads have caught up, one that shows other own rows than these is stale.</summary>
    public DateTimeOffset? LastWrite { get; init; }

    /// <summary>The own rows and their order after the last write, as a hash.</summary>
    public string? Order { get; init; }

    /// <summary>The write in flight or in doubt, or null.</summary>
    public MirrorIntent? Intent { get; init; }

    /// <summary>What a later journal tells beyond this one.</summary>
    internal PlaylistChanges Since(MirrorJournal before) => new(
        Added: [.. Added.Except(before.Added)],
        Dead: [.. Dead.Except(before.Dead)],
        Mirror: new MirrorChanges(
            [.. Removed.Except(before.Removed)], Removed: Removed.Count - before.Removed.Count, Moved: Moved - before.Moved));
}

/// <summary>A write about to be sent, recorded before it is sent.</summary>
/// <param name="Kind">Which write it is.</param>
/// <param name="Lines">Lines it adds, or whose second copies it takes out.</param>
/// <param name="Uris">Own tracks it takes out, since they are gone from the source.</param>
/// <param name="Rows">Rows it moves.</param>
/// <param name="Order">The own rows and their order after it, as a hash.</param>
/// <param name="NotAfter">The host sends it no later than this.</param>
public sealed record MirrorIntent(
    MirrorWrite Kind, IReadOnlyList<int> Lines, IReadOnlyList<string> Uris, int Rows, string Order, DateTimeOffset NotAfter);

/// <summary>Kinds of writes.</summary>
public enum MirrorWrite
{
    /// <summary>Tracks are added at the end.</summary>
    Append,

    /// <summary>Tracks are taken out.</summary>
    TakeOut,

    /// <summary>Rows are moved.</summary>
    Move,
}
