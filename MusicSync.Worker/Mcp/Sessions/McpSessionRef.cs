using System.Text.Json;

namespace MusicSync.Worker.Mcp.Sessions;

// These records are kept in the histories of workflows: add members with a default, never rename one.

/// <summary>
/// A session as a value: whoever holds it goes on with the session, in whatever process, as long as the server remembers it.
/// The id is a name and no credential; every call still authenticates.
/// </summary>
/// <param name="Server">The server's registered name.</param>
/// <param name="Id">What the server, or for a process the worker, calls the session.</param>
/// <param name="Generation">1 for the first session, one more each time it was lost.</param>
/// <param name="Queue">The task queue of the one process that can serve it; null: any worker can.</param>
/// <param name="Resume">What the handshake agreed on, for a client that goes on without one.</param>
public sealed record McpSessionRef(string Server, string Id, int Generation, string? Queue = null, JsonElement? Resume = null);

/// <summary>Asks for a new session.</summary>
/// <param name="Server">The server's registered name.</param>
/// <param name="Generation">Which session of its workflow it is.</param>
/// <param name="After">How the one before was lost, one of <see cref="McpSessionLossCause"/>; null for the first.</param>
internal sealed record McpSessionOpen(string Server, int Generation, string? After = null);

/// <summary>One call in a session.</summary>
/// <param name="Session">The session.</param>
/// <param name="Tool">The tool's name.</param>
/// <param name="Arguments">A JSON object.</param>
/// <param name="Writes">Whether it must not be repeated when its answer is lost.</param>
/// <param name="Key">The same for every try of this call, for servers that know a repeat by it.</param>
/// <param name="HasState">Whether earlier calls have set something up, so that a server may be found to have forgotten it.</param>
/// <param name="MaxBytes">Most bytes of the answer, of which then only text is kept; null: all of it is.</param>
internal sealed record McpSessionCall(
    McpSessionRef Session, string Tool, JsonElement Arguments, bool Writes, string Key, bool HasState = false, int? MaxBytes = null);

/// <summary>What a tool answered, be it an error that the caller can act on.</summary>
internal sealed record McpSessionOutcome(string Text, JsonElement? Structured = null, bool IsError = false)
{
    /// <summary>The same as text alone, cut where it is longer.</summary>
    public McpSessionOutcome Within(int maxBytes) => new(
        TextLimit.Cut(Text.Length > 0 || Structured is null ? Text : Structured.Value.GetRawText(), maxBytes), Structured: null, IsError);
}

/// <summary>That a session is gone.</summary>
/// <param name="Server">The server's registered name.</param>
/// <param name="Generation">Which session of its workflow was lost.</param>
/// <param name="Cause">One of <see cref="McpSessionLossCause"/>.</param>
/// <param name="OutcomeUnknown">Whether the call that met it was a write which may have run.</param>
public sealed record McpSessionLoss(string Server, int Generation, string Cause, bool OutcomeUnknown);

/// <summary>How a session was lost; part of the wire contract with running workflows.</summary>
internal static class McpSessionLossCause
{
    /// <summary>HTTP 404: the server does not know the session, after a restart or its idle time.</summary>
    public const string Forgotten = "forgotten";

    /// <summary>The same said with 400, or with a JSON-RPC error about the session.</summary>
    public const string Refused = "refused";

    /// <summary>The connection that carried it has ended.</summary>
    public const string Ended = "ended";

    /// <summary>The process that was the session has exited, or was another worker's.</summary>
    public const string Exited = "exited";

    /// <summary>Nobody serves the queue of its process any more; the call did not start.</summary>
    public const string Unserved = "unserved";

    /// <summary>The worker of its process died or froze in mid-call.</summary>
    public const string Silent = "silent";

    /// <summary>A handle that the server gave out has expired.</summary>
    public const string HandleExpired = "handle_expired";

    /// <summary>The server knows the id, but none of the state: it was revived empty.</summary>
    public const string Emptied = "emptied";
}
