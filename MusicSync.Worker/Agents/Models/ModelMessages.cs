using System.Text.Json;
using Microsoft.Extensions.AI;

namespace MusicSync.Worker.Agents.Models;

/// <summary>
/// Between our records and those of the model's client. What the model said crosses as JSON that nobody else reads, so that
/// it gets back what its server wants back (signed reasoning, for one), and no type of the client is in a history. Pure.
/// </summary>
internal static class ModelMessages
{
    /// <summary>Most bytes of an answer: it is sent back with every later question.</summary>
    public const int MaxAnswerBytes = 96 * 1024;

    public static IReadOnlyList<ChatMessage> Write(ModelQuestion question)
    {
        var messages = new List<ChatMessage> { new(ChatRole.System, question.Instructions) };
        var modelIds = question.Turns.SelectMany(turn => turn.Calls ?? []).ToDictionary(call => call.Id, call => call.ModelId);
        foreach (var turn in question.Turns)
        {
            messages.AddRange(turn.Role switch
            {
                AgentRole.User => [new ChatMessage(ChatRole.User, turn.Text)],
                AgentRole.Assistant => turn.Message!.Value.Deserialize<ChatMessage[]>(AIJsonUtilities.DefaultOptions)!,
                AgentRole.Tool => [new ChatMessage(
                    ChatRole.Tool,
                    [.. turn.Outcomes!.Select(outcome => new FunctionResultContent(modelIds[outcome.CallId], Told(outcome)))])],
                _ => Array.Empty<ChatMessage>(),
            });
        }

        return messages;
    }

    // Declarations only: the client can hand a call on, and nothing but the workflow can make it.
    public static ChatOptions Options(ModelQuestion question) => new()
    {
        Tools = question.Tools.Count == 0
            ? null
            : [.. question.Tools.Select(tool => AIFunctionFactory.CreateDeclaration(tool.Name, tool.Description, tool.Schema))],
    };

    /// <exception cref="ModelException">The answer is longer than a transcript can hold.</exception>
    public static ModelAnswer Read(ChatResponse response, int step)
    {
        var message = JsonSerializer.SerializeToElement(response.Messages, AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(IList<ChatMessage>)));
        if (message.GetRawText().Length > MaxAnswerBytes)
        {
            throw new ModelException(new ModelFailure(
                ModelFailureKind.Rejected, $"The model's answer is longer than {MaxAnswerBytes / 1024} KB, which no later step could hold."));
        }

        var calls = response.Messages.SelectMany(said => said.Contents).OfType<FunctionCallContent>();
        return new ModelAnswer(
            message,
            response.Text,
            [.. calls.Select((call, index) => Read(call, $"{step}-{index + 1}"))],
            response.Usage is { } usage ? usage.TotalTokenCount ?? (usage.InputTokenCount ?? 0) + (usage.OutputTokenCount ?? 0) : 0,
            response.FinishReason?.Value);
    }

    private static ToolCall Read(FunctionCallContent call, string id) => new(
        id,
        call.CallId,
        call.Name,
        JsonSerializer.SerializeToElement(call.Arguments ?? new Dictionary<string, object?>(), AIJsonUtilities.DefaultOptions),
        call.Exception is null ? null : "The arguments are no valid JSON object.");

    private static string Told(ToolOutcome outcome) => outcome.IsError ? $"Error: {outcome.Text}" : outcome.Text;
}
