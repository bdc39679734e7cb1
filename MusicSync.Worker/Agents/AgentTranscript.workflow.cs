using System.Text;
using System.Text.Json;
using MusicSync.Worker.Mcp;

namespace MusicSync.Worker.Agents;

/// <summary>Who a turn of the transcript is from.</summary>
public enum AgentRole
{
    /// <summary>Somebody who wants something.</summary>
    User,

    /// <summary>The model.</summary>
    Assistant,

    /// <summary>The tools that the model called in the turn before.</summary>
    Tool,

    /// <summary>The agent itself, for whoever reads the transcript; the model does not see it.</summary>
    Note,
}

/// <summary>A turn of the transcript.</summary>
/// <param name="Role">Who it is from.</param>
/// <param name="At">When.</param>
/// <param name="Text">What was said.</param>
/// <param name="Message">
/// The model's turn as its client made it, which it wants back as it was; nobody else reads it.
/// </param>
/// <param name="Calls">Calls that the model asked for.</param>
/// <param name="Outcomes">What became of them, one each, in the same order.</param>
public sealed record AgentTurn(
    AgentRole Role,
    DateTimeOffset At,
    string? Text = null,
    JsonElement? Message = null,
    IReadOnlyList<ToolCall>? Calls = null,
    IReadOnlyList<ToolOutcome>? Outcomes = null);

/// <summary>A call that the model asked for.</summary>
/// <param name="Id">Ours: <c>{step}-{index}</c>; models repeat theirs.</param>
/// <param name="ModelId">The model's, under which it wants the outcome back.</param>
/// <param name="Tool">The tool's name as the model wrote it.</param>
/// <param name="Arguments">A JSON object.</param>
/// <param name="Defect">Why it cannot be read; null when it can.</param>
public sealed record ToolCall(string Id, string ModelId, string Tool, JsonElement Arguments, string? Defect = null);

/// <summary>What became of a call, as the model is told.</summary>
/// <param name="CallId">The call's id, ours.</param>
/// <param name="Text">The tool's answer, or what was wrong.</param>
/// <param name="IsError">Whether something was.</param>
public sealed record ToolOutcome(string CallId, string Text, bool IsError = false)
{
    /// <summary>Most bytes of an outcome: a page of 50 rows of a playlist.</summary>
    public const int MaxBytes = 12 * 1024;

    /// <summary>An outcome of at most <see cref="MaxBytes"/>, with a note where it was cut.</summary>
    /// <param name="callId">The call's id.</param>
    /// <param name="text">The whole text.</param>
    /// <param name="isError">Whether something was wrong.</param>
    /// <returns>The outcome.</returns>
    public static ToolOutcome Capped(string callId, string text, bool isError = false) =>
        new(callId, TextLimit.Cut(text, MaxBytes), isError);
}

/// <summary>
/// What was said, and how much of it is sent on. Every question to the model holds all of it; an activity's input that is
/// too large would fail the workflow's task for ever, so its size is bounded here, before.
/// </summary>
internal sealed class AgentTranscript(IEnumerable<AgentTurn> turns)
{
    public const int MaxBytes = 256 * 1024;

    private const string LeftOut = "[this outcome was left out to save room; call the tool again if it is needed]";

    private readonly List<AgentTurn> _turns = [.. turns];

    public IReadOnlyList<AgentTurn> Turns => _turns;

    public int Bytes => _turns.Where(turn => turn.Role != AgentRole.Note).Sum(BytesOf);

    public void Add(AgentTurn turn) => _turns.Add(turn);

    /// <summary>Leaves outcomes of tools out, oldest first, until all of it fits.</summary>
    /// <returns>Whether it fits.</returns>
    public bool Fit()
    {
        while (Bytes > MaxBytes && LeaveOutOldest())
        {
        }

        return Bytes <= MaxBytes;
    }

    /// <summary>Leaves out the outcomes of all but the newest step.</summary>
    /// <returns>Whether there was anything to leave out.</returns>
    public bool LeaveOutAllButNewest()
    {
        var any = false;
        while (LeaveOutOldest())
        {
            any = true;
        }

        return any;
    }

    private bool LeaveOutOldest()
    {
        var newest = _turns.FindLastIndex(turn => turn.Role == AgentRole.Tool);
        var oldest = _turns.FindIndex(turn => turn.Outcomes?.Any(outcome => outcome.Text.Length > LeftOut.Length) is true);
        if (oldest < 0 || oldest == newest)
        {
            return false;
        }

        var turn = _turns[oldest];
        _turns[oldest] = turn with
        {
            Outcomes = [.. turn.Outcomes!.Select(outcome => outcome.Text.Length > LeftOut.Length ? outcome with { Text = LeftOut } : outcome)],
        };
        return true;
    }

    private static int BytesOf(AgentTurn turn) =>
        BytesOf(turn.Text)
        + BytesOf(turn.Message?.GetRawText())
        + (turn.Calls ?? []).Sum(call => BytesOf(call.Tool) + BytesOf(call.Arguments.GetRawText()))
        + (turn.Outcomes ?? []).Sum(outcome => BytesOf(outcome.Text));

    private static int BytesOf(string? text) => text is null ? 0 : Encoding.UTF8.GetByteCount(text);
}
