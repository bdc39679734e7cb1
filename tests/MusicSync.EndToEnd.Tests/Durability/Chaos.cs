using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MusicSync.EndToEnd.Tests.Durability;

/// <summary>
/// How hard the durability tests try. <c>MUSICSYNC_CHAOS_SEED</c> repeats a run, <c>MUSICSYNC_CHAOS_LONG=1</c> makes lists
/// longer and repeats every random case.
/// </summary>
internal static class Chaos
{
    /// <summary>Milliseconds after which a test has hung: no case takes a quarter of it, even on a busy machine.</summary>
    public const int Hung = 300_000;

    private static readonly bool IsLong = Environment.GetEnvironmentVariable("MUSICSYNC_CHAOS_LONG") == "1";

    public static readonly int Seed = int.TryParse(
        Environment.GetEnvironmentVariable("MUSICSYNC_CHAOS_SEED"), CultureInfo.InvariantCulture, out var given)
            ? given
            : Random.Shared.Next(1_000_000);

    /// <summary>Songs of a usual list: more than one batch of 100.</summary>
    public static readonly int Songs = IsLong ? 450 : 120;

    /// <summary>How often a case with random moments runs.</summary>
    public static readonly int Rounds = IsLong ? 5 : 1;

    /// <summary>One row a round.</summary>
    public static TheoryData<int> EachRound => [.. Enumerable.Range(1, Rounds)];

    /// <summary>Every combination of the given words with every round.</summary>
    public static TheoryData<string, int> EachRoundOf(params string[] words)
    {
        var rows = new TheoryData<string, int>();
        foreach (var word in words)
        {
            foreach (var round in Enumerable.Range(1, Rounds))
            {
                rows.Add(word, round);
            }
        }

        return rows;
    }

    /// <summary>The current test's own random numbers: the same for the same seed, whatever ran before it.</summary>
    public static Random Dice()
    {
        var name = TestContext.Current.Test!.TestDisplayName;
        Write($"MUSICSYNC_CHAOS_SEED={Seed}");
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Seed} {name}")));
        return new Random(BitConverter.ToInt32(hash));
    }

    public static void Write(string line) => TestContext.Current.TestOutputHelper?.WriteLine(line);
}
