using System.Runtime.CompilerServices;
using MusicSync.Worker.Matching;
using MusicSync.Worker.Matching.Text;
using MusicSync.Worker.Songs;

namespace MusicSync.Worker.Tests.Matching;

/// <summary>Rows with the decoration of video sites, file names and exports, made by hand (Synthetic/inputs.tsv).</summary>
public sealed class SyntheticInputTests
{
    // A typing error is only found by free text, and nobody can tell at first which column holds what.
    private static readonly string[] NotFoundByFields = ["typing", "swapped columns"];

    private static readonly MatchRules Rules = new(MatchPolicy.Balanced, ExplicitTracks.Any);

    public static TheoryData<string, string, string> Inputs
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var cells in Lines())
            {
                data.Add(cells[0], cells[1], cells[2]);
            }

            return data;
        }
    }

    [Fact]
    public void Set_HoldsAtLeastOneHundredAndFiftyInputs() => Assert.InRange(Lines().Length, 150, 1000);

    [Theory]
    [MemberData(nameof(Inputs))]
    public void Input_WithDecoration_IsCleanedAndMatched(string group, string input, string track)
    {
        var expected = Found.Track(track, 4);
        CandidateTrack[] found =
        [
            Found.Track($"{track.Split(" - ")[0]} - Live", 1), Found.Track($"The Karaoke Channel :: {expected.Title}", 2),
            Found.Track($"{expected.Artists[0]} :: Another Song", 3), expected,
        ];

        var decision = SongMatcher.Decide(Song(input), [new(new SearchStep(Title: "t", Artist: "a"), found), new(new SearchStep(Title: "t"), found)], Rules);

        Assert.True(decision.Track?.Uri == expected.Uri, $"{group}: {decision.Outcome}: {string.Join("; ", decision.Reasons)}");
    }

    [Theory]
    [MemberData(nameof(Inputs))]
    public void FirstSearch_ForAnInputWithDecoration_AsksForNothingElse(string group, string input, string track)
    {
        var step = SearchPlan.Next(Song(input), [])!;
        var expected = Found.Track(track, 1);
        var known = Phrase.Of($"{expected.Title} {string.Join(' ', expected.Artists)}");

        var others = Phrase.Of($"{step.Title} {step.Artist}").Words.Where(word => !known.Compact.Contains(word, StringComparison.Ordinal));

        Assert.True(NotFoundByFields.Contains(group) || !others.Any(), $"searched for {step.Title} by {step.Artist}");
    }

    private static Song Song(string input)
    {
        var dash = input.IndexOf(" :: ", StringComparison.Ordinal);

        return new Song(1, input[(dash + 4)..], input[..dash]);
    }

    // group, artist and title of the list, artists and title of the track
    private static string[][] Lines([CallerFilePath] string file = "") =>
    [
        .. File.ReadLines(Path.Combine(Path.GetDirectoryName(file)!, "Synthetic", "inputs.tsv"))
            .Where(line => !line.StartsWith('#'))
            .Select(line => line.Split('\t')),
    ];
}
