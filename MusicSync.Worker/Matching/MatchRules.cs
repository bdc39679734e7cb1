using System.Text.Json;
using System.Text.Json.Serialization;

namespace MusicSync.Worker.Matching;

/// <summary>What the user wants of a match.</summary>
/// <param name="Policy">How sure it has to be.</param>
/// <param name="Explicit">What to do about explicit tracks.</param>
public sealed record MatchRules(MatchPolicy Policy, ExplicitTracks Explicit);

/// <summary>How sure the matcher has to be before it accepts a track by itself.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<MatchPolicy>))]
public enum MatchPolicy
{
    /// <summary>Only what is certain; everything else goes to review.</summary>
    Strict,

    /// <summary>The default: the same recording or another edition of it.</summary>
    Balanced,

    /// <summary>The best edition of the song, another recording by the same artist included, instead of a question.</summary>
    Eager,
}

/// <summary>What to do about tracks that the service marks as explicit, and that exist in a clean edition too.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<ExplicitTracks>))]
public enum ExplicitTracks
{
    /// <summary>The default: the mark plays no part.</summary>
    Any,

    /// <summary>The explicit edition where there is one.</summary>
    Prefer,

    /// <summary>The clean edition; a song that is only there in an explicit one goes to review, whatever the policy.</summary>
    Avoid,
}

// Names, not numbers, so that a history stays readable when members are added.
internal sealed class CamelCaseEnumConverter<TEnum>()
    : JsonStringEnumConverter<TEnum>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where TEnum : struct, Enum;
