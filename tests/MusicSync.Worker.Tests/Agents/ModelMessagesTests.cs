using System.Text.Json;
using Microsoft.Extensions.AI;
using MusicSync.Worker.Agents;
using MusicSync.Worker.Agents.Models;
using MusicSync.Worker.Temporal;

namespace MusicSync.Worker.Tests.Agents;

public sealed class ModelMessagesTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;

    [Fact]
    public void Answer_ComesBackToTheModel_AsItWas_ThroughTemporal()
    {
        var said = new ChatMessage(ChatRole.Assistant,
        [
            new TextReasoningContent("It is about songs.") { ProtectedData = "signed-by-the-provider" },
            new TextContent("Let me look."),
            new FunctionCallContent("call_1", "search_tracks", new Dictionary<string, object?> { ["title"] = "Låterna", ["limit"] = 3 }),
        ]);

        var answer = Through(ModelMessages.Read(new ChatResponse(said) { Usage = new() { InputTokenCount = 5, OutputTokenCount = 7 } }, step: 4));
        var back = ModelMessages.Write(Question(
            new AgentTurn(AgentRole.User, Now, "goal"),
            new AgentTurn(AgentRole.Assistant, Now, answer.Text, answer.Message, answer.Calls),
            new AgentTurn(AgentRole.Tool, Now, Outcomes: [new ToolOutcome("4-1", "nothing found", IsError: true)])));

        Assert.Equal(("Let me look.", 12L), (answer.Text, answer.Tokens));
        Assert.Equal(("4-1", "call_1", "search_tracks"), (answer.Calls[0].Id, answer.Calls[0].ModelId, answer.Calls[0].Tool));
        Assert.Equal([ChatRole.System, ChatRole.User, ChatRole.Assistant, ChatRole.Tool], back.Select(message => message.Role));
        Assert.Equal("signed-by-the-provider", back[2].Contents.OfType<TextReasoningContent>().Single().ProtectedData);
        Assert.Equal("Låterna", back[2].Contents.OfType<FunctionCallContent>().Single().Arguments!["title"]!.ToString());
        var result = back[3].Contents.OfType<FunctionResultContent>().Single();
        Assert.Equal(("call_1", "Error: nothing found"), (result.CallId, result.Result));
    }

    [Fact]
    public void CallIds_AreOurs_AlsoWhenTheModelRepeatsItsOwn()
    {
        var answer = ModelMessages.Read(
            new ChatResponse(new ChatMessage(ChatRole.Assistant, [new FunctionCallContent("call", "a"), new FunctionCallContent("call", "b")])), step: 2);

        Assert.Equal(["2-1", "2-2"], answer.Calls.Select(call => call.Id));
        Assert.Equal(["{}", "{}"], answer.Calls.Select(call => call.Arguments.GetRawText()));
    }

    [Fact]
    public void ArgumentsThatAreNoJson_AreADefectOfTheCall()
    {
        var call = FunctionCallContent.CreateFromParsedArguments(
            "{\"title\": ", "call", "search_tracks", text => JsonSerializer.Deserialize<Dictionary<string, object?>>(text)!);

        var answer = ModelMessages.Read(new ChatResponse(new ChatMessage(ChatRole.Assistant, [call])), step: 1);

        Assert.Equal("The arguments are no valid JSON object.", answer.Calls[0].Defect);
    }

    [Fact]
    public void AnswerThatNoTranscriptCouldHold_IsRefused() => Assert.Equal(
        ModelFailureKind.Rejected,
        Assert.Throws<ModelException>(() => ModelMessages.Read(
            new ChatResponse(new ChatMessage(ChatRole.Assistant, new string('x', ModelMessages.MaxAnswerBytes))), step: 1)).Failure.Kind);

    [Fact]
    public void Tools_AreOffered_ButCannotBeCalledByTheClient()
    {
        var tool = new AgentTool("search_tracks", "spotify", "Searches.", JsonDocument.Parse("""{"type": "object"}""").RootElement);

        var offered = Assert.Single(ModelMessages.Options(Question() with { Tools = [tool] }).Tools!);

        Assert.IsNotAssignableFrom<AIFunction>(offered);
        Assert.Equal(("search_tracks", "Searches."), (offered.Name, offered.Description));
        Assert.Null(ModelMessages.Options(Question()).Tools);
    }

    private static ModelQuestion Question(params AgentTurn[] turns) => new("default", "Be brief.", turns, [], 5);

    private static ModelAnswer Through(ModelAnswer answer)
    {
        var converter = TemporalJson.DataConverter.PayloadConverter;
        return (ModelAnswer)converter.ToValue(converter.ToPayload(answer), typeof(ModelAnswer))!;
    }
}
