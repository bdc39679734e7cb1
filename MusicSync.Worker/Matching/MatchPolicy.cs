using System.Text.Json.Serialization;

namespace MusicSync.Worker.Matching;

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
