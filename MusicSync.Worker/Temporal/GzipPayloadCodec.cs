using System.IO.Compression;
using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Converters;

namespace MusicSync.Worker.Temporal;

/// <summary>
/// Compresses payloads over 16 KB, so that a list of 10,000 songs stays far below Temporal's 2 MB limit. Smaller ones are
/// left as they are, readable in the Temporal UI.
/// </summary>
internal sealed class GzipPayloadCodec : IPayloadCodec
{
    public const int Threshold = 16 * 1024;
    private const string EncodingKey = "encoding";
    private static readonly ByteString Encoding = ByteString.CopyFromUtf8("binary/gzip");

    public Task<IReadOnlyCollection<Payload>> EncodeAsync(IReadOnlyCollection<Payload> payloads) =>
        Task.FromResult<IReadOnlyCollection<Payload>>([.. payloads.Select(Encode)]);

    public Task<IReadOnlyCollection<Payload>> DecodeAsync(IReadOnlyCollection<Payload> payloads) =>
        Task.FromResult<IReadOnlyCollection<Payload>>([.. payloads.Select(Decode)]);

    /// <summary>Size of a value on the wire after this codec, in bytes.</summary>
    public static int SizeOf(Payload payload) => Encode(payload).CalculateSize();

    /// <summary>What a value adds to a larger one that will be compressed, in bytes.</summary>
    public static int CompressedSize(Payload payload) => Compress(payload).CalculateSize();

    private static Payload Encode(Payload payload) => payload.CalculateSize() < Threshold ? payload : Compress(payload);

    private static Payload Compress(Payload payload)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            payload.WriteTo(gzip);
        }

        return new Payload
        {
            Metadata = { [EncodingKey] = Encoding },
            Data = ByteString.CopyFrom(compressed.GetBuffer().AsSpan(0, (int)compressed.Length)),
        };
    }

    private static Payload Decode(Payload payload)
    {
        if (!payload.Metadata.TryGetValue(EncodingKey, out var encoding) || encoding != Encoding)
        {
            return payload;
        }

        using var gzip = new GZipStream(new MemoryStream(payload.Data.ToByteArray()), CompressionMode.Decompress);
        return Payload.Parser.ParseFrom(gzip);
    }
}
