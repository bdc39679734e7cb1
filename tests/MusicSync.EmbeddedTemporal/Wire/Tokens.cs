using System.Globalization;
using System.Text;
using Google.Protobuf;

namespace MusicSync.EmbeddedTemporal.Wire;

/// <summary>
/// Names a task on the wire, by event ids, so that a token stays good when the server is started again on its journal.
/// </summary>
/// <param name="RunId">The run whose task it is.</param>
/// <param name="ScheduledEventId">The event that scheduled the task.</param>
/// <param name="StartedEventId">The event that started it; 0 for an activity, whose start is written when it ends.</param>
/// <param name="Attempt">A token of an older attempt is good for nothing.</param>
internal readonly record struct TaskToken(string RunId, long ScheduledEventId, long StartedEventId, int Attempt)
{
    public ByteString Encode() => TokenText.Encode(
        'T',
        RunId,
        ScheduledEventId.ToString(CultureInfo.InvariantCulture),
        StartedEventId.ToString(CultureInfo.InvariantCulture),
        Attempt.ToString(CultureInfo.InvariantCulture));

    public static TaskToken Decode(ByteString token) =>
        TokenText.Decode('T', token) is [var runId, var scheduled, var started, var attempt]
        && long.TryParse(scheduled, CultureInfo.InvariantCulture, out var scheduledId)
        && long.TryParse(started, CultureInfo.InvariantCulture, out var startedId)
        && int.TryParse(attempt, CultureInfo.InvariantCulture, out var number)
            ? new(runId, scheduledId, startedId, number)
            : throw TemporalErrors.Invalid("Error deserializing task token.");
}

/// <summary>Where the next page of a list or a history begins.</summary>
/// <param name="Subject">The run whose history it is; empty for a list.</param>
/// <param name="Position">The first entry of the page, from 0.</param>
/// <param name="IsOfTask">Whether it is a worker's reading of a task, whose events may not stand in the history yet.</param>
internal readonly record struct PageToken(string Subject, int Position, bool IsOfTask = false)
{
    public ByteString Encode() =>
        TokenText.Encode('P', Subject, Position.ToString(CultureInfo.InvariantCulture), IsOfTask ? "task" : "");

    public static PageToken Decode(ByteString token) =>
        TokenText.Decode('P', token) is [var subject, var text, var kind]
        && int.TryParse(text, CultureInfo.InvariantCulture, out var position) && position >= 0
            ? new(subject, position, kind.Length > 0)
            : throw TemporalErrors.Invalid("Invalid NextPageToken.");
}

/// <summary>Names a query that a worker answers outside a workflow task.</summary>
internal static class QueryToken
{
    public static ByteString Encode(string queryId) => TokenText.Encode('Q', queryId);

    public static string Decode(ByteString token) =>
        TokenText.Decode('Q', token) is [var id] ? id : throw TemporalErrors.Invalid("Error deserializing task token.");
}

/// <summary>Tokens are opaque to clients; text is enough: <c>T|run|3|4|1</c>.</summary>
file static class TokenText
{
    public static ByteString Encode(char kind, params ReadOnlySpan<string> parts)
    {
        var text = new StringBuilder().Append(kind);
        foreach (var part in parts)
        {
            text.Append('|').Append(part);
        }

        return ByteString.CopyFromUtf8(text.ToString());
    }

    public static string[] Decode(char kind, ByteString token)
    {
        var parts = token.ToStringUtf8().Split('|');
        return parts[0] == kind.ToString() ? parts[1..] : [];
    }
}
