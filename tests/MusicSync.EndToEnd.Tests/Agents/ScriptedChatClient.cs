using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace MusicSync.EndToEnd.Tests.Agents;

/// <summary>A model that says what the test says, one answer a question, and remembers what it was asked.</summary>
internal sealed class ScriptedChatClient : IChatClient
{
    private readonly ConcurrentQueue<Func<CancellationToken, Task<ChatResponse>>> _answers = new();
    private readonly ConcurrentQueue<Question> _questions = new();

    /// <summary>Every question that reached the model, the repeated ones too.</summary>
    public IReadOnlyList<Question> Questions => [.. _questions];

    public ScriptedChatClient Says(string text) => Answers(_ => Task.FromResult(Response(new TextContent(text))));

    /// <summary>Asks for calls, each with arguments that become JSON.</summary>
    public ScriptedChatClient Calls(params (string Tool, object Arguments)[] calls) => Answers(_ => Task.FromResult(Response(
        [.. calls.Select((call, index) => new FunctionCallContent($"call_{index}", call.Tool, Members(call.Arguments)))])));

    public ScriptedChatClient Fails(Exception exception) => Answers(_ => Task.FromException<ChatResponse>(exception));

    public ScriptedChatClient Answers(Func<CancellationToken, Task<ChatResponse>> answer)
    {
        _answers.Enqueue(answer);
        return this;
    }

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        _questions.Enqueue(new Question([.. messages], [.. (options?.Tools ?? []).Select(tool => tool.Name)]));
        return _answers.TryDequeue(out var answer)
            ? answer(cancellationToken)
            : throw new InvalidOperationException("The script has no answer to this question.");
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("Agents ask for whole answers.");

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    public static ChatResponse Response(params IList<AIContent> contents) => new(new ChatMessage(ChatRole.Assistant, contents))
    {
        Usage = new UsageDetails { TotalTokenCount = 100 },
    };

    private static Dictionary<string, object?> Members(object arguments) =>
        JsonSerializer.SerializeToElement(arguments, JsonSerializerOptions.Web).Deserialize<Dictionary<string, object?>>()!;
}

/// <summary>What a model was asked.</summary>
internal sealed record Question(IReadOnlyList<ChatMessage> Messages, IReadOnlyList<string> Tools)
{
    public string Instructions => Messages[0].Text;

    /// <summary>What the tools of the step before answered.</summary>
    public IReadOnlyList<string> Results =>
        [.. Messages[^1].Contents.OfType<FunctionResultContent>().Select(result => result.Result?.ToString() ?? "")];
}
