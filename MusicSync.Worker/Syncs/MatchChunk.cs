using System.Text.Json.Serialization;
using MusicSync.Worker.Matching;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Songs;

namespace MusicSync.Worker.Syncs;

/// <summary>Input of <c>songs.match</c>: a few dozen songs that one activity looks up.</summary>
/// <param name="Songs">The songs.</param>
/// <param name="Policy">How sure a match has to be.</param>
/// <param name="Interactive">Whether somebody waits for it.</param>
/// <param name="MostBytes">Most bytes its decisions may take in the report, compressed; longer ones lose candidates.</param>
/// <param name="Explicit">What to do about explicit tracks.</param>
public sealed record MatchChunk(
    IReadOnlyList<Song> Songs,
    MatchPolicy Policy,
    bool Interactive,
    int MostBytes = MatchChunk.ReportBytes,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] ExplicitTracks Explicit = ExplicitTracks.Any)
{
    /// <summary>
    /// Most bytes of all decisions of a sync, compressed. With 10,000 input rows (0.45 MB) the result stays below 1.5 MB;
    /// Temporal refuses payloads over 2 MB.
    /// </summary>
    public const int ReportBytes = 1_000_000;

    internal MatchRules Rules => new(Policy, Explicit);
}

/// <summary>Result of <c>songs.match</c>.</summary>
/// <param name="Decisions">Decided songs, in the chunk's order; all of them unless stopped.</param>
/// <param name="Stopped">Why it stopped early, or null.</param>
public sealed record MatchedChunk(IReadOnlyList<MatchDecision> Decisions, CallStop? Stopped = null);
