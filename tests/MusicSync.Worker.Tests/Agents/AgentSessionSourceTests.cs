using System.Text.Json;
using ModelContextProtocol.Protocol;
using MusicSync.Worker.Agents;
using MusicSync.Worker.Agents.Tools;
using MusicSync.Worker.Sessions;

namespace MusicSync.Worker.Tests.Agents;

public sealed class AgentSessionSourceTests
{
    private static readonly AgentSessionSource All = new("places", [], SessionRecovery.Tell);

    [Fact]
    public void Tools_AreNamedAfterTheirServer_InTheOrderOfTheirNames()
    {
        var (tools, leftOut) = All.Choose([Tool("set_location"), Tool("get_weather")]);

        Assert.Equal(["places__get_weather", "places__set_location"], tools.Select(tool => tool.Name));
        Assert.Equal(["get_weather", "set_location"], tools.Select(tool => tool.Session!.Name));
        Assert.Empty(leftOut);
    }

    [Fact]
    public void OnlyNamedTools_AreOffered_WhereSettingsNameSome() =>
        Assert.Equal(["places__a"], (All with { Names = ["a", "c"] }).Choose([Tool("a"), Tool("b")]).Tools.Select(tool => tool.Name));

    [Theory]
    [InlineData(null, null, null, SessionUse.Write)]
    [InlineData(true, null, null, SessionUse.Read)]
    [InlineData(false, true, false, SessionUse.SetUp)]
    [InlineData(false, true, null, SessionUse.Write)]
    [InlineData(false, false, false, SessionUse.Write)]
    public void Hints_TellHowAToolIsCalled_AndThatNoneIsGivenMeansTheWorst(bool? readOnly, bool? idempotent, bool? destructive, SessionUse expected)
    {
        var offered = Tool("a");
        offered.Annotations = new ToolAnnotations { ReadOnlyHint = readOnly, IdempotentHint = idempotent, DestructiveHint = destructive };

        var tool = All.Choose([offered]).Tools.Single();

        Assert.Equal((expected, expected is SessionUse.Write), (tool.Session!.Use, tool.Writes));
        Assert.Equal(SessionUse.Write, All.Choose([Tool("b")]).Tools.Single().Session!.Use);
    }

    [Fact]
    public void Names_AreSuchAsModelsTake_AndEachIsOnlyOnce()
    {
        var longName = new string('x', 80);

        var (tools, _) = All.Choose([Tool("browser.open/page"), Tool("browser_open_page"), Tool(longName + "1"), Tool(longName + "2")]);

        Assert.All(tools, tool => Assert.Matches("^[A-Za-z0-9_-]{1,64}$", tool.Name));
        Assert.Equal(4, tools.Select(tool => tool.Name).Distinct().Count());
    }

    [Fact]
    public void ToolsThatTakeTooMuchRoom_AreLeftOut_AndNamed()
    {
        var (tools, leftOut) = All.Choose([Tool("a"), Tool("b", new string('x', AgentSessionSource.MaxBytes)), Tool("c")]);

        Assert.Equal(["places__a", "places__c"], tools.Select(tool => tool.Name));
        Assert.Equal(["b"], leftOut);
    }

    private static Tool Tool(string name, string description = "Does something.") =>
        new() { Name = name, Description = description, InputSchema = JsonDocument.Parse("""{"type": "object"}""").RootElement };
}
