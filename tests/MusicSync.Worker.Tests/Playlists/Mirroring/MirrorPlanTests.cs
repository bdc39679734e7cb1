using CsCheck;
using MusicSync.Worker.Playlists.Mirroring;

namespace MusicSync.Worker.Tests.Playlists.Mirroring;

/// <summary>Whatever stands in the playlist, whatever is lost or edited in between: it ends as the source says, and others' rows as they were.</summary>
public sealed class MirrorPlanTests
{
    private const int Cases = 10_000;

    // Few tracks, so that the lists overlap.
    private static readonly Gen<string> Track = Gen.Int[0, 24].Select(number => $"t{number}");

    private static readonly Gen<List<MirrorRow>> Playlist =
        Gen.Select(Track, Gen.Bool, Gen.Int[0, 30], (uri, isOwn, local) => new MirrorRow(local == 0 ? null : uri, isOwn && local > 0)).List[0, 20];

    private static readonly Gen<string[]> Source = Track.Array[0, 20].Select(tracks => tracks.Distinct().ToArray());

    [Fact]
    public void AnyPlaylist_BecomesAsTheSourceSays_InFewWrites() => Gen.Select(Playlist, Source).Sample(
        (playlist, source) =>
        {
            var simulated = new SimulatedPlaylist(playlist);
            var bound = Bound(playlist, source);

            while (MirrorPlan.Next(simulated.Rows, source) is { } step)
            {
                simulated.Apply(step);
                Assert.True(simulated.Writes <= bound, $"{simulated.Writes} writes, at most {bound} are needed");
            }

            AssertIsAsTheSourceSays(simulated.Rows, playlist, source);
        },
        iter: Cases);

    [Fact]
    public void WhateverHappensInBetween_ItEndsAsTheSourceSays() => Gen.Select(Playlist, Source, Gen.Int[0, 3].Array[0, 12], Gen.Int[0, 1000]).Sample(
        (playlist, source, events, seed) =>
        {
            var random = new Random(seed);
            var simulated = new SimulatedPlaylist(playlist);
            foreach (var happens in events)
            {
                if (MirrorPlan.Next(simulated.Rows, source) is not { } step)
                {
                    break;
                }

                simulated.ApplyUnder(happens, step, random);
            }

            var others = simulated.Rows.Where(row => !row.IsOwn).ToList();
            for (var writes = 0; MirrorPlan.Next(simulated.Rows, source) is { } step; writes++)
            {
                Assert.True(writes < 100, "It does not come to an end.");
                simulated.Apply(step);
            }

            Assert.Equal(others, simulated.Rows.Where(row => !row.IsOwn));
            AssertIsAsTheSourceSays(simulated.Rows, simulated.Rows, source);
        },
        iter: Cases);

    [Fact]
    public void NewSongsAtTheTop_AreAddedInOneCall_AndMovedInAnother()
    {
        string[] source = ["new1", "new2", "a", "b", "c"];
        var simulated = new SimulatedPlaylist([Own("a"), Other("x"), Own("b"), Own("c")]);

        var steps = Steps(simulated, source);

        Assert.Equal([new MoveStep(4, 0, 2)], steps.Skip(1));
        Assert.Equal(["new1", "new2"], Assert.IsType<AppendStep>(steps[0]).Uris);
        Assert.Equal(["new1", "new2", "a", "x", "b", "c"], simulated.Rows.Select(row => row.Uri));
    }

    [Fact]
    public void TrackThatSomebodyElseHasToo_IsLeftAlone()
    {
        var simulated = new SimulatedPlaylist([Own("a"), Other("a"), Own("b")]);

        Assert.Empty(Steps(simulated, ["b"]));
    }

    [Fact]
    public void LongLists_AreTakenOutAndAddedByTheHundred()
    {
        var simulated = new SimulatedPlaylist([.. Enumerable.Range(0, 250).Select(number => Own($"old{number}"))]);

        var steps = Steps(simulated, [.. Enumerable.Range(0, 120).Select(number => $"new{number}")]);

        Assert.Equal(3, steps.OfType<TakeOutStep>().Count());
        Assert.Equal(2, steps.OfType<AppendStep>().Count());
        Assert.Equal(5, steps.Count);
    }

    private static List<MirrorStep> Steps(SimulatedPlaylist simulated, string[] source)
    {
        var steps = new List<MirrorStep>();
        while (MirrorPlan.Next(simulated.Rows, source) is { } step)
        {
            steps.Add(step);
            simulated.Apply(step);
        }

        return steps;
    }

    /// <summary>Batches of removals and additions, and one move for each row outside the longest run in order once all are there.</summary>
    private static int Bound(List<MirrorRow> playlist, string[] source)
    {
        var others = playlist.Where(row => !row.IsOwn).Select(row => row.Uri).ToHashSet();
        var own = playlist.Where(row => row.IsOwn && !others.Contains(row.Uri)).Select(row => row.Uri!).ToList();
        var wanted = source.Where(uri => !others.Contains(uri)).ToList();
        var kept = own.Where(uri => wanted.Contains(uri) && own.Count(other => other == uri) == 1).ToList();
        var added = wanted.Except(kept).ToList();
        var order = kept.Concat(added).Select(uri => wanted.IndexOf(uri)).ToList();
        return Batches(own.Distinct().Count() - kept.Count) + Batches(added.Count) + order.Count - LongestByTrial(order);
    }

    private static int Batches(int rows) => (rows + 99) / 100;

    // Another way than the code's: for each number the longest run that ends there.
    private static int LongestByTrial(List<int> order)
    {
        var longest = new int[order.Count];
        for (var at = 0; at < order.Count; at++)
        {
            longest[at] = 1 + Enumerable.Range(0, at).Where(earlier => order[earlier] < order[at]).Select(earlier => longest[earlier]).DefaultIfEmpty().Max();
        }

        return longest.DefaultIfEmpty().Max();
    }

    private static void AssertIsAsTheSourceSays(IReadOnlyList<MirrorRow> rows, IReadOnlyList<MirrorRow> before, string[] source)
    {
        var others = rows.Where(row => !row.IsOwn).Select(row => row.Uri).ToHashSet();
        Assert.Equal(before.Where(row => !row.IsOwn), rows.Where(row => !row.IsOwn));
        Assert.Equal(source.Where(uri => !others.Contains(uri)), rows.Where(row => row.IsOwn && !others.Contains(row.Uri)).Select(row => row.Uri));
    }

    private static MirrorRow Own(string uri) => new(uri, IsOwn: true);

    private static MirrorRow Other(string uri) => new(uri, IsOwn: false);

    /// <summary>A playlist as Spotify keeps it: removal takes all copies, and a move counts positions as they were before it.</summary>
    private sealed class SimulatedPlaylist(List<MirrorRow> rows)
    {
        private readonly List<MirrorRow> _rows = [.. rows];

        public IReadOnlyList<MirrorRow> Rows => _rows;

        public int Writes { get; private set; }

        public void Apply(MirrorStep step)
        {
            Writes++;
            switch (step)
            {
                case TakeOutStep takeOut:
                    Assert.DoesNotContain(_rows, row => !row.IsOwn && takeOut.Uris.Contains(row.Uri));
                    _rows.RemoveAll(row => takeOut.Uris.Contains(row.Uri));
                    break;
                case AppendStep append:
                    _rows.AddRange(append.Uris.Select(Own));
                    break;
                case MoveStep move:
                    var moved = _rows.GetRange(move.RangeStart, move.RangeLength);
                    Assert.All(moved, row => Assert.True(row.IsOwn));
                    _rows.RemoveRange(move.RangeStart, move.RangeLength);
                    _rows.InsertRange(move.InsertBefore > move.RangeStart ? move.InsertBefore - move.RangeLength : move.InsertBefore, moved);
                    break;
            }
        }

        /// <summary>0: all is well; 1: it never arrives; 2: it arrives twice; 3: somebody edits the list right after it.</summary>
        public void ApplyUnder(int happens, MirrorStep step, Random random)
        {
            if (happens != 1)
            {
                Apply(step);
            }

            if (happens == 2 && step is AppendStep)
            {
                Apply(step);
            }

            if (happens == 3)
            {
                Edit(random);
            }
        }

        private void Edit(Random random)
        {
            if (_rows.Count > 0 && random.Next(2) == 0)
            {
                _rows.RemoveAt(random.Next(_rows.Count));
            }
            else
            {
                _rows.Insert(random.Next(_rows.Count + 1), new MirrorRow($"t{random.Next(25)}", IsOwn: false));
            }
        }
    }
}
