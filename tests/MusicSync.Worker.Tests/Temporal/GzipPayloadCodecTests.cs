using Google.Protobuf;
using MusicSync.Worker.Temporal;
using Temporalio.Api.Common.V1;

namespace MusicSync.Worker.Tests.Temporal;

public sealed class GzipPayloadCodecTests
{
    private readonly GzipPayloadCodec _codec = new();

    [Fact]
    public async Task SmallPayload_StaysReadable()
    {
        var payload = Json(GzipPayloadCodec.Threshold / 2);

        Assert.Equal([payload], await _codec.EncodeAsync([payload]));
    }

    [Fact]
    public async Task LargePayload_ShrinksAndComesBackUnchanged()
    {
        var payload = Json(GzipPayloadCodec.Threshold * 10);

        var encoded = Assert.Single(await _codec.EncodeAsync([payload]));

        Assert.True(encoded.CalculateSize() < payload.CalculateSize() / 10);
        Assert.Equal("binary/gzip", encoded.Metadata["encoding"].ToStringUtf8());
        Assert.Equal([payload], await _codec.DecodeAsync([encoded]));
    }

    private static Payload Json(int length) => new()
    {
        Metadata = { ["encoding"] = ByteString.CopyFromUtf8("json/plain") },
        Data = ByteString.CopyFromUtf8(new string('x', length)),
    };
}
