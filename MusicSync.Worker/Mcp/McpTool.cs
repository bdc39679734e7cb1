namespace MusicSync.Worker.Mcp;

/// <summary>A tool the worker uses, as far as the start-up check needs to know it.</summary>
/// <param name="Server">The name of the server that offers it.</param>
/// <param name="Name">The tool's name in <c>tools/list</c>.</param>
/// <param name="Policy">Deadlines and whether it writes.</param>
/// <param name="ArgumentsType">Record whose members become the arguments.</param>
/// <param name="ResultType">Record the structured result is read into; null: its text is taken as it is.</param>
internal abstract record McpTool(
    string Server, string Name, McpToolPolicy Policy, Type? ArgumentsType, Type? ResultType);

/// <summary>The typed form that calls use.</summary>
internal sealed record McpTool<TArguments, TResult>(string Server, string Name, McpToolPolicy Policy)
    : McpTool(Server, Name, Policy, typeof(TArguments), typeof(TResult))
    where TArguments : class
    where TResult : class;

/// <summary>A tool of a server with sessions, called with arguments that only its caller knows.</summary>
internal record McpSessionTool(string Server, string Name, McpToolPolicy Policy, Type? ArgumentsType = null)
    : McpTool(Server, Name, Policy, ArgumentsType, ResultType: null);

/// <summary>How long one call of a tool may take, and whether repeating it could change anything.</summary>
/// <param name="FirstDeadline">Deadline until the server has answered once; it may be starting, its code not compiled yet.</param>
/// <param name="Deadline">Deadline of every later call.</param>
/// <param name="Writes">Whether a lost answer leaves the outcome unknown.</param>
internal sealed record McpToolPolicy(TimeSpan FirstDeadline, TimeSpan Deadline, bool Writes);
