namespace MusicSync.Worker.Playlists;

/// <summary>What became of wanted rows, by their lines.</summary>
/// <param name="Added">Written by this sync; in a plan, what would be written.</param>
/// <param name="AlreadyPresent">In the playlist before.</param>
/// <param name="Duplicates">Asked for by an earlier row.</param>
/// <param name="Dead">The track does not exist at Spotify.</param>
/// <param name="DoubledElsewhere">Added, and doubled by somebody else meanwhile; left alone.</param>
/// <param name="Removed">Rows taken out while repairing doubles of this sync.</param>
/// <param name="InDoubt">Sent, and not known to be there or not: the ticket was withdrawn while Spotify could not be asked.</param>
public sealed record PlaylistChanges(
    IReadOnlyList<int>? Added = null,
    IReadOnlyList<int>? AlreadyPresent = null,
    IReadOnlyList<int>? Duplicates = null,
    IReadOnlyList<int>? Dead = null,
    IReadOnlyList<int>? DoubledElsewhere = null,
    int Removed = 0,
    IReadOnlyList<int>? InDoubt = null)
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
            Without(Union(InDoubt, later.InDoubt), added));
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
