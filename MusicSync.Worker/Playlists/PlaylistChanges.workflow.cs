using System.Text.Json.Serialization;

namespace MusicSync.Worker.Playlists;

/// <summary>What became of wanted rows, by their lines.</summary>
/// <param name="Added">Written by this sync; in a plan, what would be written.</param>
/// <param name="AlreadyPresent">In the playlist before.</param>
/// <param name="Duplicates">Asked for by an earlier row.</param>
/// <param name="Dead">The track does not exist at Spotify.</param>
/// <param name="DoubledElsewhere">Added, and doubled by somebody else meanwhile; left alone.</param>
/// <param name="Removed">Rows taken out while repairing doubles of this sync.</param>
/// <param name="InDoubt">Sent, and not known to be there or not: the ticket was withdrawn while Spotify could not be asked.</param>
/// <param name="Mirror">What a mirror did beside adding; null without one.</param>
public sealed record PlaylistChanges(
    IReadOnlyList<int>? Added = null,
    IReadOnlyList<int>? AlreadyPresent = null,
    IReadOnlyList<int>? Duplicates = null,
    IReadOnlyList<int>? Dead = null,
    IReadOnlyList<int>? DoubledElsewhere = null,
    int Removed = 0,
    IReadOnlyList<int>? InDoubt = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] MirrorChanges? Mirror = null)
{
    /// <summary>No change.</summary>
    public static readonly PlaylistChanges None = new();

    /// <summary>
    /// Both together; a line that stands in both counts once. What was added by this sync stays added when the list is
    /// compared again and shows it.
    /// </summary>
    /// <param name="later">What happened after this.</param>
    /// <returns>The sum.</returns>
    public PlaylistChanges And(PlaylistChanges later)
    {
        var added = Union(Added, later.Added);
        return new(
            added,
            Without(Union(AlreadyPresent, later.AlreadyPresent), added),
            Union(Duplicates, later.Duplicates),
            Union(Dead, later.Dead),
            Union(DoubledElsewhere, later.DoubledElsewhere),
            Removed + later.Removed,
            Without(Union(InDoubt, later.InDoubt), added),
            Mirror is null ? later.Mirror : Mirror.And(later.Mirror));
    }

    /// <summary>Whether nothing happened.</summary>
    internal bool IsNone => this is
    {
        Added: null or [], AlreadyPresent: null or [], Duplicates: null or [], Dead: null or [], DoubledElsewhere: null or [], Removed: 0, InDoubt: null or [],
    } && Mirror is null or { Released: null or [], ReadBackAs: null or [], Removed: 0, Moved: 0 };

    /// <summary>The same without what is counted: told a second time, a count would be added twice.</summary>
    internal PlaylistChanges Uncounted() => this with { Removed = 0, Mirror = Mirror is null ? null : Mirror with { Removed = 0, Moved = 0 } };

    /// <summary>What became of some lines only, and what has no lines.</summary>
    internal PlaylistChanges Only(IReadOnlySet<int> lines)
    {
        return this with
        {
            Added = Of(Added),
            AlreadyPresent = Of(AlreadyPresent),
            Duplicates = Of(Duplicates),
            Dead = Of(Dead),
            DoubledElsewhere = Of(DoubledElsewhere),
            InDoubt = Of(InDoubt),
        };

        IReadOnlyList<int>? Of(IReadOnlyList<int>? some) => some is null ? null : [.. some.Where(lines.Contains)];
    }

    private static IReadOnlyList<int>? Without(IReadOnlyList<int>? lines, IReadOnlyList<int>? taken) =>
        lines is null || taken is null ? lines : [.. lines.Except(taken)];

    private static IReadOnlyList<int>? Union(IReadOnlyList<int>? one, IReadOnlyList<int>? other) => (one, other) switch
    {
        (null, _) => other,
        (_, null) => one,
        _ => [.. one.Union(other)],
    };
}

/// <summary>What a mirror did to its own rows beside adding.</summary>
/// <param name="Released">Tracks that were its own and are not any more: taken out by it or by somebody else.</param>
/// <param name="ReadBackAs">Rows that read back under another id than they were added with; those tracks are its own too.</param>
/// <param name="Removed">Tracks it took out, since they are gone from the source.</param>
/// <param name="Moved">Rows it moved.</param>
public sealed record MirrorChanges(
    IReadOnlyList<string>? Released = null, IReadOnlyList<ReadBackRow>? ReadBackAs = null, int Removed = 0, int Moved = 0)
{
    internal MirrorChanges And(MirrorChanges? later) => later is null
        ? this
        : new(
            [.. (Released ?? []).Union(later.Released ?? [])],
            [.. (ReadBackAs ?? []).Union(later.ReadBackAs ?? [])],
            Removed + later.Removed,
            Moved + later.Moved);
}

/// <summary>A row that reads back under another id than it was added with.</summary>
/// <param name="Line">The row.</param>
/// <param name="Uri">The track as it reads.</param>
public sealed record ReadBackRow(int Line, string Uri);
