using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Temporalio.Converters;

namespace MusicSync.Worker.Temporal;

/// <summary>How our records look in Temporal's history and on the HTTP interface: camelCase, enums as words, no nulls.</summary>
internal static class TemporalJson
{
    public static readonly JsonSerializerOptions Options = Create();

    public static readonly DataConverter DataConverter = Temporalio.Converters.DataConverter.Default with
    {
        PayloadConverter = new DefaultPayloadConverter(Options),
        PayloadCodec = new GzipPayloadCodec(),
    };

    public static void Apply(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = true;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
    }

    /// <summary>What a value adds to a larger one that will be compressed, in bytes.</summary>
    public static int CompressedSizeOf(object value) =>
        GzipPayloadCodec.CompressedSize(DataConverter.PayloadConverter.ToPayload(value));

    /// <summary>What a value holds, as 64 hexadecimal digits: the same for the same value, always.</summary>
    public static string HashOf<T>(T value) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(value, Options)));

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
        Apply(options);
        return options;
    }
}
