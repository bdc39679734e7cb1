using MusicSync.Worker.Matching;
using MusicSync.Worker.Songs;

namespace MusicSync.Worker.Syncs;

/// <summary>Input of <c>songs.match</c>: a few dozen songs that one activity looks up.</summary>
/// <param name="Songs">The songs.</param>
/// <param name="Policy">How sure a match has to be.</param>
/// <param name="Interactive">Whether somebody waits for it.</param>
public sealed record MatchChunk(IReadOnlyList<Song> Songs, MatchPolicy Policy, bool Interactive);

/// <summary>Result of <c>songs.match</c>.</summary>
/// <param name="Decisions">One for each song, in the chunk's order.</param>
public sealed record MatchedChunk(IReadOnlyList<MatchDecision> Decisions);
