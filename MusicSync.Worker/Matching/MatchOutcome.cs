using System.Text.Json.Serialization;

namespace MusicSync.Worker.Matching;

/// <summary>What became of one song.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<MatchOutcome>))]
public enum MatchOutcome
{
    /// <summary>The track is certain enough to be written.</summary>
    Accepted,

    /// <summary>A person has to choose among the candidates; nothing is written.</summary>
    Review,

    /// <summary>No candidate is the song.</summary>
    Missing,
}
