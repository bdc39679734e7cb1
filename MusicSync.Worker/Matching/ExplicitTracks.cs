using System.Text.Json.Serialization;

namespace MusicSync.Worker.Matching;

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
