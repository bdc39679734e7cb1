using System.Text.Json.Serialization;
using MusicSync.McpHost.Spotify;

namespace MusicSync.McpHost.Quota;

/// <summary>One line of the file: what Spotify found for a query, and when.</summary>
internal sealed record RememberedAnswer(string Key, DateTimeOffset At, IReadOnlyList<Track> Tracks)
{
    private static readonly TimeSpan FoundFor = TimeSpan.FromDays(30);

    // Shorter, since the catalogue grows and its search has had days of empty answers.
    private static readonly TimeSpan NotFoundFor = TimeSpan.FromDays(7);

    public bool IsGood(DateTimeOffset now) => At + (Tracks.Count > 0 ? FoundFor : NotFoundFor) > now;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RememberedAnswer))]
internal sealed partial class RememberedAnswerJson : JsonSerializerContext;
