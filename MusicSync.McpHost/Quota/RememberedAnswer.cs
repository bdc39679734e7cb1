using System.Text.Json;
using System.Text.Json.Serialization;
using MusicSync.McpHost.Spotify;

namespace MusicSync.McpHost.Quota;

/// <summary>One line of the file: what Spotify found for a query, and when.</summary>
internal sealed record RememberedAnswer(string Key, DateTimeOffset At, IReadOnlyList<Track> Tracks)
{
    /// <summary>Stands before the tracks, so that a merge need not read them.</summary>
    [JsonPropertyOrder(-1)]
    public int Found => Tracks.Count;

    public bool IsGood(DateTimeOffset now) => new AnswerHead(Key, At, Found).IsGood(now);

    public byte[] ToLine() => JsonSerializer.SerializeToUtf8Bytes(this, RememberedAnswerJson.Default.RememberedAnswer);
}

/// <summary>What a merge needs to know of a line.</summary>
internal sealed record AnswerHead(string Key, DateTimeOffset At, int Found)
{
    private static readonly TimeSpan FoundFor = TimeSpan.FromDays(30);

    // Shorter, since the catalogue grows and its search has had days of empty answers.
    private static readonly TimeSpan NotFoundFor = TimeSpan.FromDays(7);

    public bool IsGood(DateTimeOffset now) => At + (Found > 0 ? FoundFor : NotFoundFor) > now;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(AnswerHead))]
[JsonSerializable(typeof(RememberedAnswer))]
internal sealed partial class RememberedAnswerJson : JsonSerializerContext;
