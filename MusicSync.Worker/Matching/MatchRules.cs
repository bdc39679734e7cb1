namespace MusicSync.Worker.Matching;

/// <summary>What the user wants of a match.</summary>
/// <param name="Policy">How sure it has to be.</param>
/// <param name="Explicit">What to do about explicit tracks.</param>
public sealed record MatchRules(MatchPolicy Policy, ExplicitTracks Explicit);
