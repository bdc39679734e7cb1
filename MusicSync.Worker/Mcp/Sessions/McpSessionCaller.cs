using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace MusicSync.Worker.Mcp.Sessions;

/// <summary>
/// Opens, uses and ends sessions, each call once and within its deadline, as <see cref="McpToolCaller"/> does for servers
/// without memory. That a session is lost it says, and opens no other.
/// </summary>
internal sealed class McpSessionCaller(
    McpServers servers,
    McpSessionServers sessions,
    McpSessionClients clients,
    McpSessionMetrics metrics,
    McpCallRecorder recorder,
    IEnumerable<McpTool> tools,
    TimeProvider time)
{
    // A process may have to be loaded first.
    private static readonly McpToolPolicy Handshake = new(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30), Writes: false);

    private readonly Dictionary<(string, string), McpTool> _tools = tools.ToDictionary(tool => (tool.Server, tool.Name));

    public bool IsBound(string server) => sessions[server].Carrier.IsBound;

    /// <summary>Opens a session. It is not broken off half-way, since the server would keep what nobody knows the name of.</summary>
    public async Task<McpSessionRef> OpenAsync(McpSessionOpen request, CancellationToken cancellationToken)
    {
        var server = sessions[request.Server];
        var opened = await CallAsync(
            server, "initialize", Handshake, token => server.Carrier.OpenAsync(token), refusesWhileOpen: true, CancellationToken.None);
        await clients.AddAsync(server.Name, opened.Id, opened.Client);
        var session = new McpSessionRef(server.Name, opened.Id, request.Generation, Queue: null, opened.Resume);
        if (cancellationToken.IsCancellationRequested)
        {
            await CloseAsync(session, CancellationToken.None);
            cancellationToken.ThrowIfCancellationRequested();
        }

        if (request.After is { } cause)
        {
            metrics.OpenedAfter(server, cause);
        }

        return session;
    }

    /// <summary>Calls a tool in a session.</summary>
    /// <exception cref="McpSessionLostException">The session is gone.</exception>
    /// <exception cref="McpCallException">The call failed in another way.</exception>
    public Task<McpSessionOutcome> CallAsync(McpSessionCall call, CancellationToken cancellationToken)
    {
        var server = sessions[call.Session.Server];
        var policy = _tools.GetValueOrDefault((server.Name, call.Tool))?.Policy
            ?? new McpToolPolicy(server.Options.Deadline, server.Options.Deadline, call.Writes);
        return CallAsync(
            server,
            call.Tool,
            policy with { Writes = call.Writes },
            token => SendAsync(server, call, token, cancellationToken),
            // A process that does not answer says nothing of the next one.
            refusesWhileOpen: !server.Carrier.IsBound,
            cancellationToken);
    }

    /// <summary>Ends a session; one that is gone already is as good.</summary>
    public async Task CloseAsync(McpSessionRef session, CancellationToken cancellationToken)
    {
        var server = sessions[session.Server];
        await clients.ForgetAsync(session.Server, session.Id);
        await CallAsync(
            server,
            "close",
            Handshake,
            async token =>
            {
                await server.Carrier.EndAsync(session, token);
                return true;
            },
            refusesWhileOpen: false,
            cancellationToken);
    }

    private Task<T> CallAsync<T>(
        McpSessionServer server,
        string tool,
        McpToolPolicy policy,
        Func<CancellationToken, Task<T>> send,
        bool refusesWhileOpen,
        CancellationToken cancellationToken)
    {
        return recorder.RecordAsync(
            new McpSessionTool(server.Name, tool, policy),
            () => refusesWhileOpen ? servers[server.Name].Circuit.CallAsync(WithinDeadlineAsync, cancellationToken) : WithinDeadlineAsync());

        async Task<T> WithinDeadlineAsync()
        {
            using var timeout = new CancellationTokenSource(policy.Deadline, time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
            try
            {
                return await send(both.Token);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                throw;
            }
            catch (OperationCanceledException timedOut)
            {
                throw new McpCallException(McpTransportErrors.Classify(tool, timedOut), timedOut);
            }
            catch (Exception exception) when (exception is not McpCallException)
            {
                throw new McpCallException(McpTransportErrors.ClassifyConnecting(exception), exception);
            }
        }
    }

    private async Task<McpSessionOutcome> SendAsync(
        McpSessionServer server, McpSessionCall call, CancellationToken deadline, CancellationToken cancellationToken)
    {
        var client = await clients.GetAsync(call.Session, deadline)
            ?? throw await LostAsync(call, new(McpSessionLossCause.Exited, MayHaveRun: false), cause: null);
        if (client.Completion.IsCompleted)
        {
            throw await EndedAsync(server, call, await client.Completion);
        }

        CallToolResult result;
        try
        {
            result = await client.CallToolAsync(Request(call, server.Carrier.ArgumentOf(call.Session)), deadline);
        }
        catch (Exception exception) when (!deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            if (server.Carrier.EndOf(exception, client.Completion.IsCompleted ? await client.Completion : null) is { } end)
            {
                throw await LostAsync(call, end, exception);
            }

            throw new McpCallException(Classify(server, call, exception), exception);
        }

        var outcome = Read(result);
        var error = result.IsError is true ? McpToolErrors.Read(call.Tool, result) : null;
        return error switch
        {
            _ when error is { Kind: McpFailureKind.SessionLost } || server.Carrier.IsExpired(outcome) =>
                throw await LostAsync(call, new(McpSessionLossCause.HandleExpired, MayHaveRun: false), cause: null),
            _ when call.HasState && server.Options.LostWhen?.Invoke(outcome) is true =>
                throw await EmptiedAsync(server, call, deadline),
            // What passes by itself or by somebody's help is waited for; what the caller got wrong is the caller's.
            { Kind: not (McpFailureKind.Internal or McpFailureKind.NotFound or McpFailureKind.Forbidden or McpFailureKind.InvalidArgument) } =>
                throw new McpCallException(error, cause: null),
            _ => outcome,
        };
    }

    // Nothing was sent. Where the client is not the session, the next try has another one.
    private async Task<McpCallException> EndedAsync(McpSessionServer server, McpSessionCall call, ClientCompletionDetails ended)
    {
        if (server.Carrier.EndOf(new ClientTransportClosedException(ended), ended) is { } end)
        {
            return await LostAsync(call, end with { MayHaveRun = false }, cause: null);
        }

        await clients.ForgetAsync(call.Session.Server, call.Session.Id);
        return new McpCallException(new McpFailure(McpFailureKind.McpUnavailable, $"The connection with MCP server {server.Name} has ended."), cause: null);
    }

    // Its id lives on, and nobody will use it again.
    private async Task<McpSessionLostException> EmptiedAsync(McpSessionServer server, McpSessionCall call, CancellationToken cancellationToken)
    {
        await server.Carrier.EndAsync(call.Session, cancellationToken);
        return await LostAsync(call, new(McpSessionLossCause.Emptied, MayHaveRun: false), cause: null);
    }

    private async Task<McpSessionLostException> LostAsync(McpSessionCall call, SessionEnd end, Exception? cause)
    {
        var session = call.Session;
        await clients.ForgetAsync(session.Server, session.Id);
        return new McpSessionLostException(
            new McpSessionLoss(session.Server, session.Generation, end.Cause, call.Writes && end.MayHaveRun), cause);
    }

    // Whoever is refused has the wrong key or the session of another user: a new one would be refused too.
    private static McpFailure Classify(McpSessionServer server, McpSessionCall call, Exception exception) => exception switch
    {
        HttpRequestException { StatusCode: HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden } => new(
            McpFailureKind.Misconfigured,
            $"MCP server {server.Name} refused the worker in a session that it knows; check the credentials it was given."),
        _ => McpTransportErrors.Classify(call.Tool, exception),
    };

    private static CallToolRequestParams Request(McpSessionCall call, KeyValuePair<string, JsonElement>? session)
    {
        var arguments = call.Arguments.Deserialize<Dictionary<string, JsonElement>>(McpJson.Options)!;
        if (session is { } told)
        {
            arguments[told.Key] = told.Value;
        }

        return new CallToolRequestParams
        {
            Name = call.Tool,
            Arguments = arguments,
            Meta = new JsonObject { [McpCallContext.CallKeyMember] = call.Key },
        };
    }

    private static McpSessionOutcome Read(CallToolResult result) => new(
        string.Join('\n', result.Content.OfType<TextContentBlock>().Select(block => block.Text)),
        result.StructuredContent,
        result.IsError is true);
}
