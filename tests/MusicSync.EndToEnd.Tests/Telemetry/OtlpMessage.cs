using System.Text;
using Google.Protobuf;

namespace MusicSync.EndToEnd.Tests.Telemetry;

/// <summary>Reads protobuf messages by field number; what every OTLP export has in common.</summary>
internal static class OtlpMessage
{
    private const string ServiceName = "service.name";

    /// <summary>Length-delimited values of a field: bytes, texts and messages alike.</summary>
    public static List<byte[]> Messages(byte[] message, int field)
    {
        var found = new List<byte[]>();
        using var input = new CodedInputStream(message);
        while (input.ReadTag() is var tag and not 0)
        {
            if (WireFormat.GetTagFieldNumber(tag) == field && WireFormat.GetTagWireType(tag) == WireFormat.WireType.LengthDelimited)
            {
                found.Add(input.ReadBytes().ToByteArray());
            }
            else
            {
                input.SkipLastField();
            }
        }

        return found;
    }

    public static string Text(byte[] message, int field) =>
        Messages(message, field).Select(Encoding.UTF8.GetString).FirstOrDefault("");

    /// <summary>The first 64-bit value of fixed length of a field; null when there is none.</summary>
    public static long? Fixed(byte[] message, int field)
    {
        using var input = new CodedInputStream(message);
        while (input.ReadTag() is var tag and not 0)
        {
            if (WireFormat.GetTagFieldNumber(tag) == field && WireFormat.GetTagWireType(tag) == WireFormat.WireType.Fixed64)
            {
                return input.ReadSFixed64();
            }

            input.SkipLastField();
        }

        return null;
    }

    // message KeyValue { string key = 1; AnyValue value = 2; }   message AnyValue { string string_value = 1; … }
    public static KeyValuePair<string, string> Attribute(byte[] keyValue) =>
        new(Text(keyValue, field: 1), Messages(keyValue, field: 2).Select(value => Text(value, field: 1)).FirstOrDefault(""));

    /// <summary>The service an export comes from: both signals begin with a <c>Resource resource = 1</c>.</summary>
    public static string Service(byte[] resourceSignals) => Messages(resourceSignals, field: 1)
        .SelectMany(resource => Messages(resource, field: 1))
        .Select(Attribute)
        .Single(attribute => attribute.Key == ServiceName).Value;
}
