using CsCheck;
using MusicSync.Worker.Matching;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Playlists.Mirroring;
using MusicSync.Worker.Playlists.Reading;
using MusicSync.Worker.Playlists.Writing;

namespace MusicSync.Worker.Tests.Playlists.Mirroring;

/// <summary>
/// The rules by which a mirror writes, with a playlist whose reads lag behind its writes, answers that get lost of writes that
/// have happened, will, or never do, and somebody else who edits between any two steps.
/// </summary>
public sealed class MirrorUnderFaultsTests
{
    private const int Cases = 10_000;

    [Fact]
    public void WhateverIsLostLagsOrIsEdited_ItEndsAsTheSourceSays_AndOthersRowsAsTheySetThem() =>
        Gen.Int[0, int.MaxValue].Sample(
            seed =>
            {
                var run = new Run(new Random(seed));
                var steps = 0;
                while (!run.Step())
                {
                    Assert.True(++steps < 2_000, "It does not come to an end.");
                }

                run.AssertExact();
            },
            iter: Cases);

    /// <summary>One mirror of one playlist, a step at a time, as the session takes them.</summary>
    private sealed class Run
    {
        private static readonly WriteTiming Timing = new(Scale: 1, SettleTime: TimeSpan.FromSeconds(35));

        private readonly Random _random;
        private readonly LaggingList _playlist;
        private readonly MirrorList _list;
        private readonly MirrorSource _source;
        private MirrorJournal _journal = new();
        private int _troubles;

        public Run(Random random)
        {
            _random = random;
            _troubles = random.Next(8);
            var tracks = Enumerable.Range(0, 14).Select(number => $"t{number}").ToArray();
            random.Shuffle(tracks);
            var own = tracks[..random.Next(8)];
            var source = tracks.Where(_ => random.Next(2) == 0).ToArray();
            random.Shuffle(source);

            // Somebody else has tracks of their own, some that the source has too, and a second copy of one that is ours.
            List<Row> rows = [.. own.Where(_ => random.Next(6) > 0).Select(uri => new Row(uri, IsOurs: true))];
            string[] theirs = ["x0", "x1", .. source.Except(own).Take(random.Next(2)), .. rows.Select(row => row.Uri).Take(random.Next(2))];
            foreach (var uri in theirs)
            {
                rows.Insert(random.Next(rows.Count + 1), new Row(uri, IsOurs: false));
            }

            _playlist = new LaggingList(rows);
            _list = new MirrorList("p", [.. source.Select((uri, line) => Wanted(line, uri, random.Next(2) == 0))], own, _journal, [], default, Interactive: false);
            _source = new MirrorSource(_list);
        }

        /// <summary>Reads, and settles or writes.</summary>
        /// <returns>Whether the mirror is done.</returns>
        public bool Step()
        {
            _playlist.Pass(TimeSpan.FromSeconds(2));
            if (_troubles > 0 && _random.Next(3) == 0 && !_playlist.HasLateWrite)
            {
                _troubles--;
                _playlist.EditBySomebodyElse(_random);
            }

            var askedAt = _playlist.Now;
            var slots = _playlist.Read(_random);
            var view = new MirrorView(slots, _source, _journal);
            if (_journal.Intent is not null)
            {
                _journal = MirrorEvidence.Of(view, new PlaylistRows(slots, slots.Count, null), _journal, askedAt, Timing) ?? _journal;
                return false;
            }

            if (MirrorEvidence.IsStale(view, _journal, askedAt, Timing))
            {
                return false;
            }

            if (view.Next() is not { } step)
            {
                return true;
            }

            Send(view, step, slots);
            return false;
        }

        public void AssertExact()
        {
            var others = _playlist.Rows.Where(row => !row.IsOurs).Select(row => row.Uri).ToHashSet();
            Assert.Equal(
                _list.Tracks.Select(track => track.Track.Uri).Where(uri => !others.Contains(uri)),
                _playlist.Rows.Where(row => row.IsOurs && !others.Contains(row.Uri)).Select(row => row.Uri));
            Assert.Equal(_playlist.Theirs, _playlist.Rows.Where(row => !row.IsOurs).Select(row => row.Uri));
        }

        private void Send(MirrorView view, MirrorStep step, IReadOnlyList<PlaylistSlot> slots)
        {
            var now = _playlist.Now;
            int[] lines = [.. (step switch { AppendStep append => append.Uris, TakeOutStep takeOut => takeOut.Uris, _ => [] })
                .Select(view.Row).OfType<WantedTrack>().Select(row => row.Line)];
            var intent = step switch
            {
                AppendStep => new MirrorIntent(MirrorWrite.Append, lines, [], 0, "", now + Timing.SendWithin),
                TakeOutStep takeOut => new MirrorIntent(
                    MirrorWrite.TakeOut, lines, [.. takeOut.Uris.Where(uri => view.Row(uri) is null)], 0, "", now + Timing.SendWithin),
                _ => new MirrorIntent(MirrorWrite.Move, [], [], ((MoveStep)step).RangeLength, "", now + Timing.SendWithin),
            };
            var after = MirroredRows.After(step, slots, view);
            var proven = MirrorEvidence.Proven(MirrorEvidence.Sending(_journal, intent, now), intent, now);
            intent = intent with { Order = new MirrorView(after, _source, proven).Order };
            var sending = MirrorEvidence.Sending(_journal, intent, now);
            switch (_troubles > 0 ? _random.Next(5) : 4)
            {
                case 0:
                    _troubles--;
                    _playlist.Apply(step, view);
                    _journal = sending;
                    break;
                case 1:
                    _troubles--;
                    _playlist.ApplyLate(step, view, Timing.SendWithin + (Timing.HostWriteTimeout * _random.NextDouble()));
                    _journal = sending;
                    break;
                case 2:
                    _troubles--;
                    _journal = sending;
                    break;
                default:
                    _playlist.Apply(step, view);
                    _journal = MirrorEvidence.Proven(sending, intent, now);
                    break;
            }
        }

        private static WantedTrack Wanted(int line, string uri, bool givenByUri) =>
            new(line, new ChosenTrack(uri, uri, ["Somebody"], DurationMs: 200_000), givenByUri);
    }

    private sealed record Row(string Uri, bool IsOurs, DateTimeOffset AddedAt = default);

    /// <summary>A playlist as Spotify keeps it; a read may be as old as 30 s, but for what somebody else has edited.</summary>
    private sealed class LaggingList(List<Row> rows)
    {
        private static readonly TimeSpan MaxLag = TimeSpan.FromSeconds(30);

        private readonly List<(DateTimeOffset At, IReadOnlyList<Row> Rows)> _states = [(DateTimeOffset.UnixEpoch, [.. rows])];
        private (DateTimeOffset At, MirrorStep Step, MirrorView View)? _late;
        private int _edits;

        public DateTimeOffset Now { get; private set; } = DateTimeOffset.UnixEpoch;

        public IReadOnlyList<Row> Rows => _states[^1].Rows;

        /// <summary>Their rows in the order in which they have set them.</summary>
        public List<string> Theirs { get; private set; } = [.. rows.Where(row => !row.IsOurs).Select(row => row.Uri)];

        // Positions of a write on its way are those of the list that it was made for.
        public bool HasLateWrite => _late is not null;

        public void Pass(TimeSpan time)
        {
            Now += time;
            if (_late is { } late && late.At <= Now)
            {
                _late = null;
                Apply(late.Step, late.View);
            }
        }

        public IReadOnlyList<PlaylistSlot> Read(Random random)
        {
            var seenAt = Now - (MaxLag * random.NextDouble());
            var state = _states.FindLast(state => state.At <= seenAt).Rows ?? _states[0].Rows;
            return [.. state.Select((row, position) => new PlaylistSlot(
                position, row.Uri, new ChosenTrack(row.Uri, row.Uri, ["Somebody"], DurationMs: 200_000), row.AddedAt))];
        }

        public void ApplyLate(MirrorStep step, MirrorView view, TimeSpan delay) => _late = (Now + delay, step, view);

        public void Apply(MirrorStep step, MirrorView view)
        {
            List<Row> after = [.. Rows];
            switch (step)
            {
                case TakeOutStep takeOut:
                    Assert.DoesNotContain(after, row => !row.IsOurs && takeOut.Uris.Contains(row.Uri));
                    after.RemoveAll(row => takeOut.Uris.SelectMany(view.Names).Contains(row.Uri));
                    break;
                case AppendStep append:
                    after.AddRange(append.Uris.Select(uri => new Row(uri, IsOurs: true, Now)));
                    break;
                case MoveStep move:
                    var moved = after.GetRange(move.RangeStart, move.RangeLength);
                    Assert.All(moved, row => Assert.True(row.IsOurs));
                    after.RemoveRange(move.RangeStart, move.RangeLength);
                    after.InsertRange(move.InsertBefore > move.RangeStart ? move.InsertBefore - move.RangeLength : move.InsertBefore, moved);
                    break;
            }

            _states.Add((Now, after));
        }

        public void EditBySomebodyElse(Random random)
        {
            List<Row> after = [.. Rows];
            if (random.Next(3) == 0 && after.Find(row => !row.IsOurs) is { } gone)
            {
                after.Remove(gone);
            }
            else if (random.Next(2) == 0 && after.Count > 0)
            {
                // One of our rows is put elsewhere by hand, or one of theirs.
                var row = after[random.Next(after.Count)];
                after.Remove(row);
                after.Insert(random.Next(after.Count + 1), row);
            }
            else
            {
                after.Insert(random.Next(after.Count + 1), new Row($"y{_edits++}", IsOurs: false, Now));
            }

            Theirs = [.. after.Where(row => !row.IsOurs).Select(row => row.Uri)];
            _states.Clear();
            _states.Add((Now, after));
        }
    }
}
