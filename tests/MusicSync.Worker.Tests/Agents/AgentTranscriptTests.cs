using System.Text;
using System.Text.Json;
using MusicSync.Worker.Agents;
using MusicSync.Worker.Agents.Models;
using MusicSync.Worker.Temporal;

namespace MusicSync.Worker.Tests.Agents;

public sealed class AgentTranscriptTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;

    [Fact]
    public void Outcome_IsCutInFrontOfACharacter_AndSaysSo()
    {
        var outcome = ToolOutcome.Capped("1-1", new string('x', ToolOutcome.MaxBytes - 1) + "𝄞𝄞");

        Assert.StartsWith(new string('x', ToolOutcome.MaxBytes - 1) + "\n[cut after", outcome.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Outcome_ThatFits_StaysAsItIs() =>
        Assert.Equal(ToolOutcome.MaxBytes, ToolOutcome.Capped("1-1", new string('x', ToolOutcome.MaxBytes)).Text.Length);

    [Fact]
    public void LongTranscript_LosesItsOldestOutcomesFirst_AndNeverTheNewest()
    {
        var transcript = Filled(steps: 60);

        Assert.True(transcript.Fit());

        Assert.InRange(transcript.Bytes, AgentTranscript.MaxBytes - (2 * ToolOutcome.MaxBytes), AgentTranscript.MaxBytes);
        string[] texts = [.. transcript.Turns.SelectMany(turn => turn.Outcomes ?? []).Select(outcome => outcome.Text)];
        Assert.StartsWith("[this outcome was left out", texts[0], StringComparison.Ordinal);
        Assert.Equal(ToolOutcome.MaxBytes, texts[^1].Length);
        Assert.Equal(texts.Order(StringComparer.Ordinal), texts);
    }

    [Fact]
    public void TranscriptOfWordsAlone_DoesNotFit_AndIsNotCut()
    {
        var transcript = new AgentTranscript([new AgentTurn(AgentRole.User, Now, new string('x', AgentTranscript.MaxBytes + 1))]);

        Assert.False(transcript.Fit());
        Assert.Equal(AgentTranscript.MaxBytes + 1, transcript.Bytes);
    }

    /// <summary>What an activity is given, and what a new run is, is far below the 2 MB that Temporal takes, whatever is in it.</summary>
    [Fact]
    public void LargestQuestion_FitsIntoATask()
    {
        var random = new Random(1);
        var transcript = new AgentTranscript([]);
        while (transcript.Bytes < AgentTranscript.MaxBytes - 2_000)
        {
            var noise = new byte[1_000];
            random.NextBytes(noise);
            transcript.Add(new AgentTurn(AgentRole.User, Now, Convert.ToBase64String(noise) + "\"ä\u0001"));
        }

        var question = new ModelQuestion("default", AgentInstructions.For(null), transcript.Turns, [], 1);

        Assert.InRange(GzipPayloadCodec.SizeOf(TemporalJson.DataConverter.PayloadConverter.ToPayload(question)), 1, 1_000_000);
    }

    private static AgentTranscript Filled(int steps)
    {
        var transcript = new AgentTranscript([new AgentTurn(AgentRole.User, Now, "goal")]);
        var message = JsonSerializer.SerializeToElement(new { said = "x" });
        for (var step = 1; step <= steps; step++)
        {
            transcript.Add(new AgentTurn(AgentRole.Assistant, Now, "", message, [new ToolCall($"{step}-1", "a", "tool", message)]));
            transcript.Add(new AgentTurn(AgentRole.Tool, Now, Outcomes: [new ToolOutcome($"{step}-1", new string('x', ToolOutcome.MaxBytes))]));
        }

        Assert.True(Encoding.UTF8.GetByteCount(JsonSerializer.Serialize(transcript.Turns)) > AgentTranscript.MaxBytes);
        return transcript;
    }
}
