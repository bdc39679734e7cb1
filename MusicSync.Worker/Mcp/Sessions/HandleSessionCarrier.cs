using System.Text.Json;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace MusicSync.Worker.Mcp.Sessions;

/// <summary>
/// Sessions that the protocol does not know: a tool opens one and answers with a handle, and every other tool takes that as an
/// argument. From revision 2026-07-28 on there are no others. Any client that has the handle goes on with it.
/// </summary>
internal sealed class HandleSessionCarrier(
    string name, Uri endpoint, McpHandleTools tools, IHttpClientFactory http, ILoggerFactory loggers) : IMcpSessionCarrier
{
    public bool IsBound => false;

    public TimeSpan MaxIdle => TimeSpan.FromMinutes(10);

    public async Task<OpenedSession> OpenAsync(CancellationToken cancellationToken)
    {
        var client = await LookAsync(cancellationToken);
        try
        {
            var opened = await client.CallToolAsync(
                new CallToolRequestParams { Name = tools.Open, Arguments = new Dictionary<string, JsonElement>() }, cancellationToken);
            return new OpenedSession(HandleIn(opened), client);
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    public async Task<McpClient?> ResumeAsync(McpSessionRef session, CancellationToken cancellationToken) => await LookAsync(cancellationToken);

    public KeyValuePair<string, JsonElement>? ArgumentOf(McpSessionRef session) =>
        new(tools.Argument, JsonSerializer.SerializeToElement(session.Id));

    // Nothing that carries a call holds the session: only an answer tells that it is gone.
    public SessionEnd? EndOf(Exception exception, ClientCompletionDetails? ended) => null;

    public bool IsExpired(McpSessionOutcome outcome) => tools.IsExpired(outcome);

    /// <summary>What the closing tool answers about a handle that is gone is no failure either.</summary>
    public async Task EndAsync(McpSessionRef session, CancellationToken cancellationToken)
    {
        if (tools.Close is not { } close)
        {
            return;
        }

        await using var client = await LookAsync(cancellationToken);
        await client.CallToolAsync(
            new CallToolRequestParams { Name = close, Arguments = new Dictionary<string, JsonElement>([ArgumentOf(session)!.Value]) }, cancellationToken);
    }

    public Task<McpClient> LookAsync(CancellationToken cancellationToken) => McpServiceCollectionExtensions.ConnectAsync(
        name, endpoint, http.CreateClient(HttpSessionCarrier.HttpClientName(name)), loggers, cancellationToken);

    private string HandleIn(CallToolResult opened)
    {
        if (opened.IsError is true)
        {
            throw new McpCallException(McpToolErrors.Read(tools.Open, opened), cause: null);
        }

        return opened.StructuredContent is { ValueKind: JsonValueKind.Object } answer
            && answer.TryGetProperty(tools.Argument, out var handle)
            && handle.ValueKind is JsonValueKind.String
            ? handle.GetString()!
            : throw new McpCallException(
                new McpFailure(McpFailureKind.Misconfigured, $"{tools.Open} of MCP server {name} answers without a member '{tools.Argument}'."), cause: null);
    }
}

/// <summary>How a server hands its handles out.</summary>
/// <param name="Open">The tool that makes one, without arguments.</param>
/// <param name="Argument">The member of its structured answer that is the handle, and the argument by which other tools take it.</param>
/// <param name="Close">The tool that gives one back; null: its time does.</param>
internal sealed record McpHandleTools(string Open, string Argument, string? Close = null)
{
    // No revision says how an expired handle is told: an error that names it and says so.
    private static readonly string[] Words = ["expired", "unknown", "not found", "no such", "does not exist", "invalid"];

    /// <summary>Which answer tells that a handle is gone.</summary>
    public Func<McpSessionOutcome, bool>? LostWhen { get; init; }

    public bool IsExpired(McpSessionOutcome outcome) => LostWhen?.Invoke(outcome) ?? (outcome.IsError
        && (Has(outcome, Argument) || Has(outcome, "handle") || Has(outcome, "session"))
        && Words.Any(word => Has(outcome, word)));

    private static bool Has(McpSessionOutcome outcome, string word) => outcome.Text.Contains(word, StringComparison.OrdinalIgnoreCase);
}
