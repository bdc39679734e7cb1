using System.Text.Json;

namespace MusicSync.Worker.Agents.Models;

/// <summary>Input of <c>agent.model</c>.</summary>
/// <param name="Model">Name of a configured model.</param>
/// <param name="Instructions">What it is told before everything else.</param>
/// <param name="Turns">What was said so far.</param>
/// <param name="Tools">What it may call; empty for an answer in words.</param>
/// <param name="Step">Number of the question, from 1.</param>
public sealed record ModelQuestion(string Model, string Instructions, IReadOnlyList<AgentTurn> Turns, IReadOnlyList<AgentTool> Tools, int Step);

/// <summary>Result of <c>agent.model</c>.</summary>
/// <param name="Message">The model's turn as its client made it, to be sent back as it is.</param>
/// <param name="Text">What it says; empty when it only calls tools.</param>
/// <param name="Calls">Calls that it asks for, in order.</param>
/// <param name="Tokens">Tokens of question and answer; 0 where its server does not tell.</param>
/// <param name="Finish">Why it stopped, in the client's word.</param>
public sealed record ModelAnswer(JsonElement Message, string Text, IReadOnlyList<ToolCall> Calls, long Tokens, string? Finish = null);
