using Temporalio.Api.Common.V1;
using Temporalio.Converters;

namespace MusicSync.Worker.Temporal;

/// <summary>
/// Which sync the activities scheduled now are for, so that their log lines say it. The writer of a playlist serves many
/// syncs; for any other workflow it is the workflow itself. Travels in a Temporal header.
/// </summary>
internal static class ServedSync
{
    private const string Key = "musicsync-sync";
    private static readonly AsyncLocal<string?> Served = new();

    public static string? Current => Served.Value;

    /// <summary>Serves that sync's workflow until disposed.</summary>
    public static IDisposable Use(string workflowId)
    {
        var before = Served.Value;
        Served.Value = workflowId;
        return new Restore(before);
    }

    public static IDictionary<string, Payload> Write(IDictionary<string, Payload>? headers, string workflowId) =>
        new Dictionary<string, Payload>(headers ?? new Dictionary<string, Payload>())
        {
            [Key] = DataConverter.Default.PayloadConverter.ToPayload(workflowId),
        };

    public static string? Read(IReadOnlyDictionary<string, Payload>? headers) =>
        headers is not null && headers.TryGetValue(Key, out var payload)
            ? DataConverter.Default.PayloadConverter.ToValue<string>(payload)
            : null;

    private sealed class Restore(string? before) : IDisposable
    {
        public void Dispose() => Served.Value = before;
    }
}
