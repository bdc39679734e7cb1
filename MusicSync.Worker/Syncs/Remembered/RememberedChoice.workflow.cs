using MusicSync.Worker.Matching;

namespace MusicSync.Worker.Syncs.Remembered;

/// <summary>What somebody chose for a song, for the lists to come.</summary>
/// <param name="Key">Names the song among the account's choices: 20 hexadecimal digits.</param>
/// <param name="Title">The song's title as it was written.</param>
/// <param name="Artist">Its artist as it was written, or null.</param>
/// <param name="Album">Its album as it was written, or null.</param>
/// <param name="Isrc">Its ISRC, or null.</param>
/// <param name="Track">The track that is the song; null where none is.</param>
/// <param name="ChosenAt">When it was chosen.</param>
public sealed record RememberedChoice(
    string Key, string Title, string? Artist, string? Album, string? Isrc, ChosenTrack? Track, DateTimeOffset ChosenAt)
{
    internal const string ByHand = "chosen by hand before";
    internal const string LeftOutByHand = "left out by hand before";

    /// <summary>What is remembered of a choice; null where the row names no song that could come again.</summary>
    /// <param name="input">The row as it was read.</param>
    /// <param name="track">The track that is the song; null where none is.</param>
    /// <param name="now">When it was chosen.</param>
    /// <returns>What is remembered, or null.</returns>
    internal static RememberedChoice? Of(ReportInput input, ChosenTrack? track, DateTimeOffset now) =>
        SongKey.Of(input) is { } key ? new(key, input.Title!, input.Artist, input.Album, input.Isrc, track, now) : null;

    /// <summary>The decision for a song of the same name.</summary>
    /// <param name="line">The song's line.</param>
    /// <returns>The decision.</returns>
    internal MatchDecision For(int line) => Track is null
        ? new(line, MatchOutcome.Missing, Track: null, Score: 0, [LeftOutByHand], [])
        : new(line, MatchOutcome.Accepted, Track, Score: 1, [ByHand], []);
}

/// <summary>Input of <see cref="ChoicesWorkflow"/>.</summary>
/// <param name="Choices">What the run before knew, oldest first; null in the first one.</param>
public sealed record AccountChoices(IReadOnlyList<RememberedChoice>? Choices = null);
