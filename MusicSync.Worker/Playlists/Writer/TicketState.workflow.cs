using System.Text.Json.Serialization;
using MusicSync.Worker.Playlists.Mirroring;
using MusicSync.Worker.Playlists.Reading;
using MusicSync.Worker.Playlists.Writing;

namespace MusicSync.Worker.Playlists.Writer;

/// <summary>How far a ticket is. Pure; travels along when the writer continues as new.</summary>
public sealed class TicketState
{
    // A page asks about once a second; each report is an action, and a task of either workflow.
    private static readonly TimeSpan TellInterval = TimeSpan.FromSeconds(1);

    /// <summary>The order.</summary>
    public required Ticket Ticket { get; init; }

    /// <summary>Lines still to be written, in order; null until the list has been compared.</summary>
    public List<int>? Absent { get; set; }

    /// <summary>Rows of the list when the ticket was first compared.</summary>
    public int? Start { get; set; }

    /// <summary>Lines whose write is proven.</summary>
    public HashSet<int> Written { get; init; } = [];

    /// <summary>How often a line was sent, where more than once.</summary>
    public Dictionary<int, int> Sent { get; init; } = [];

    /// <summary>A write that may have happened, or null.</summary>
    public WriteIntent? Doubt { get; set; }

    /// <summary>How far its mirror is; null before the first step, and where it only adds.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MirrorJournal? Mirror { get; set; }

    /// <summary>Whether its mirror was seen to be as the source says.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Mirrored { get; set; }

    /// <summary>When the last write was proven or seen.</summary>
    public DateTimeOffset LastWrite { get; set; }

    /// <summary>Whether the written rows were seen in the list.</summary>
    public bool Verified { get; set; }

    /// <summary>Whether lost rows were written a second time; after that a difference is an error.</summary>
    public bool Mended { get; set; }

    /// <summary>Whether the sync asked to stop.</summary>
    public bool Withdrawn { get; set; }

    /// <summary>Whether it is served by itself, since a step together with others failed.</summary>
    public bool IsAlone { get; set; }

    /// <summary>Everything reported so far.</summary>
    public PlaylistChanges Changes { get; set; } = PlaylistChanges.None;

    /// <summary>What its sync has not been told yet, since it was told something a moment ago.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PlaylistChanges? Untold { get; set; }

    /// <summary>When its sync was last told how far writing is; null before the first time.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? ToldAt { get; set; }

    /// <summary>The same without what is counted: told a second time, a count would be added twice.</summary>
    internal PlaylistChanges Summary => Changes.Uncounted();

    /// <summary>Whether something of it may have been written, or not.</summary>
    internal bool IsInDoubt => Doubt is not null || Mirror?.Intent is not null;

    /// <summary>Lines of which that is open; null when there are none.</summary>
    internal IReadOnlyList<int>? LinesInDoubt => Doubt?.Lines ?? (Mirror?.Intent is { Kind: MirrorWrite.Append } intent ? intent.Lines : null);

    internal TicketStep Next => this switch
    {
        { Withdrawn: true, IsInDoubt: false } => TicketStep.End,
        { Doubt: not null } => TicketStep.Settle,
        { Mirror.Intent: not null } => TicketStep.SettleMirror,
        { Ticket.Mirror: not null } => Mirrored ? TicketStep.End : TicketStep.Mirror,
        { Absent: null } => TicketStep.Compare,
        { Absent.Count: > 0 } => TicketStep.Write,
        { Written.Count: > 0, Verified: false } => TicketStep.Verify,
        _ => TicketStep.End,
    };

    /// <summary>Whether its next step takes for gone what a read does not show; a mirror that has begun knows what to expect.</summary>
    internal bool NeedsCaughtUpReads => Next is TicketStep.Compare or TicketStep.Write || (Next == TicketStep.Mirror && Mirror is null);

    /// <summary>Whether one step can serve it, alone or with others: it is small, and nothing of it is written yet.</summary>
    internal bool IsSmall => Ticket.Tracks.Count <= PlaylistLimits.UrisPerWrite
        && this is { IsAlone: false, Withdrawn: false, Doubt: null, Written.Count: 0, Ticket.Mirror: null };

    /// <summary>
    /// Whether two tickets are verified by one look: they were written by one step, and neither found there what the other wrote.
    /// </summary>
    internal bool IsVerifiedWith(TicketState other) => this is { Next: TicketStep.Verify, IsAlone: false }
        && LastWrite == other.LastWrite && Ticket.Interactive == other.Ticket.Interactive && !Found(other) && !other.Found(this);

    /// <summary>Rows not written yet.</summary>
    internal int Waiting => Absent?.Count ?? Ticket.Tracks.Count;

    internal IReadOnlyList<WantedTrack> Rows(IEnumerable<int> lines)
    {
        var chosen = lines.ToHashSet();
        return [.. Ticket.Tracks.Where(row => chosen.Contains(row.Line))];
    }

    internal PlaylistChanges Apply(ComparedList compared)
    {
        // Rows written by this ticket may not be visible yet; they are no longer in question. A row that was in doubt and is
        // there now is this ticket's own.
        Absent = [.. compared.Absent.Where(line => !Written.Contains(line))];
        Start ??= compared.Tail?.Total;
        var present = compared.Present.Where(line => !Written.Contains(line)).ToLookup(line => Sent.GetValueOrDefault(line) > 0);
        Written.UnionWith(present[true]);
        return Report(new PlaylistChanges(
            Added: [.. present[true]], AlreadyPresent: [.. present[false]], Duplicates: compared.Duplicates));
    }

    internal PlaylistChanges Apply(WrittenBatch batch, DateTimeOffset now)
    {
        Doubt = batch.Doubt;
        foreach (var line in batch.Doubt?.Lines ?? [])
        {
            Sent[line] = Sent.GetValueOrDefault(line) + 1;
        }

        Absent?.RemoveAll(batch.Dead.Contains);
        var proven = Prove(batch.Written, now);

        // Of a row that was sent twice a second copy may still turn up.
        Verified = batch.Verified && Sent.Values.All(times => times <= 1);
        return Report(proven with { Dead = batch.Dead });
    }

    internal PlaylistChanges Apply(MirroredList mirrored)
    {
        var news = mirrored.Journal.Since(Mirror ?? new MirrorJournal());
        Mirror = mirrored.Journal;
        if (mirrored.End is { } end)
        {
            Mirrored = true;
            news = news.And(new PlaylistChanges(
                end.Added, end.Present, end.Duplicates, Mirror: new MirrorChanges(end.Gone, end.ReadBackAs)));
        }

        return Report(news);
    }

    internal PlaylistChanges Apply(SettledWrite settled, DateTimeOffset now)
    {
        var lines = Doubt!.Lines;
        Doubt = null;
        if (settled.Seen)
        {
            // Counted when it was sent; seeing it is no second sending.
            foreach (var line in lines)
            {
                Sent[line]--;
            }

            return Report(Prove(lines, now));
        }

        Absent = null;
        return PlaylistChanges.None;
    }

    /// <summary>
    /// Rows another ticket has just written need not be written again. Known by URI or ISRC alone: it decides whether a signal
    /// is sent, and how texts are compared may change between two replays.
    /// </summary>
    internal PlaylistChanges Yield(IReadOnlyList<WantedTrack> justWritten)
    {
        var uris = justWritten.Select(row => row.Track.Uri).ToHashSet(StringComparer.Ordinal);
        var isrcs = justWritten.Select(row => row.Track.Isrc).OfType<string>().Where(isrc => isrc.Length > 0)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return Yield(row => uris.Contains(row.Track.Uri) || (row.Track.Isrc is { } isrc && isrcs.Contains(isrc)));
    }

    internal PlaylistChanges Yield(Func<WantedTrack, bool> isWritten)
    {
        if (Absent is null || Ticket.Duplicates == DuplicateHandling.Keep)
        {
            return PlaylistChanges.None;
        }

        var present = Rows(Absent).Where(isWritten).Select(row => row.Line).ToList();
        Absent.RemoveAll(present.Contains);
        return Report(new PlaylistChanges(AlreadyPresent: present));
    }

    /// <summary>Rows that were written and have vanished are written once more.</summary>
    internal void Mend(IReadOnlyList<int> lost)
    {
        Mended = true;
        Written.ExceptWith(lost);
        Absent = [.. lost];
    }

    internal PlaylistChanges Report(PlaylistChanges changes)
    {
        Changes = Changes.And(changes);
        return changes;
    }

    /// <summary>Whether it is time to tell its sync how far writing is; if not, the news is kept for the next time.</summary>
    internal bool IsToBeTold(PlaylistChanges news, DateTimeOffset now)
    {
        if (now - ToldAt < TellInterval)
        {
            Untold = Untold?.And(news) ?? news;
            return false;
        }

        ToldAt = now;
        return true;
    }

    /// <summary>News together with what was kept, which counts as told now.</summary>
    internal PlaylistChanges Tell(PlaylistChanges news)
    {
        var kept = Untold;
        Untold = null;
        return kept?.And(news) ?? news;
    }

    private bool Found(TicketState writer)
    {
        var written = writer.Rows(writer.Written).Select(row => row.Track.Uri).ToHashSet(StringComparer.Ordinal);
        return this != writer && Rows(Changes.AlreadyPresent ?? []).Any(row => written.Contains(row.Track.Uri));
    }

    private PlaylistChanges Prove(IReadOnlyList<int> lines, DateTimeOffset now)
    {
        var proven = lines.ToHashSet();
        foreach (var line in proven)
        {
            Written.Add(line);
            Sent[line] = Sent.GetValueOrDefault(line) + 1;
        }

        Absent?.RemoveAll(proven.Contains);
        LastWrite = proven.Count > 0 ? now : LastWrite;
        return new PlaylistChanges(Added: lines);
    }
}

/// <summary>What a ticket needs next.</summary>
internal enum TicketStep
{
    /// <summary>Read the list and find what is absent.</summary>
    Compare,

    /// <summary>Write the next batch.</summary>
    Write,

    /// <summary>Find out whether a write happened.</summary>
    Settle,

    /// <summary>Read the list back.</summary>
    Verify,

    /// <summary>Make some writes by which its rows follow the source.</summary>
    Mirror,

    /// <summary>Find out whether such a write happened.</summary>
    SettleMirror,

    /// <summary>Nothing; it is over.</summary>
    End,
}
