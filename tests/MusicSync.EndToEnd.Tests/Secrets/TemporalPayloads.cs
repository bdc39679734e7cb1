using System.Collections;
using Google.Protobuf;
using MusicSync.Worker.Temporal;
using Temporalio.Api.Common.V1;
using Temporalio.Client;

namespace MusicSync.EndToEnd.Tests.Secrets;

/// <summary>Everything that Temporal keeps of every run: its events, and what their payloads hold when unpacked.</summary>
internal sealed class TemporalPayloads(string address)
{
    private static readonly GzipPayloadCodec Codec = new();

    public async Task<IReadOnlyList<byte[]>> ReadAsync()
    {
        var client = await TemporalClient.ConnectAsync(new(address));
        var texts = new List<byte[]>();
        await foreach (var run in client.ListWorkflowsAsync(""))
        {
            await foreach (var item in client.GetWorkflowHandle(run.Id, run.RunId).FetchHistoryEventsAsync())
            {
                texts.Add(item.ToByteArray());
                texts.AddRange(await UnpackAsync(item));
            }
        }

        return texts;
    }

    private static async Task<IEnumerable<byte[]>> UnpackAsync(IMessage message) =>
        (await Codec.DecodeAsync([.. PayloadsIn(message)])).Select(payload => payload.Data.ToByteArray());

    private static IEnumerable<Payload> PayloadsIn(IMessage message) => message is Payload payload
        ? [payload]
        : message.Descriptor.Fields.InFieldNumberOrder()
            .SelectMany(field => MessagesIn(field.Accessor.GetValue(message)))
            .SelectMany(PayloadsIn);

    private static IEnumerable<IMessage> MessagesIn(object? value) => value switch
    {
        IMessage message => [message],
        IDictionary map => map.Values.OfType<IMessage>(),
        IList list => list.OfType<IMessage>(),
        _ => [],
    };
}
