using MusicSync.EndToEnd.Tests.Durability;
using MusicSync.EndToEnd.Tests.Support;
using MusicSync.LocalStack;
using MusicSync.SessionServer;
using MusicSync.Worker.Agents;

namespace MusicSync.EndToEnd.Tests.Agents;

/// <summary>Tools of a configured stateful server: one session an agent, kept over runs, its loss told to the model, closed at the end.</summary>
public sealed class AgentSessionTests
{
    private const string Weather = "Oslo: 13 °C";
    private static readonly (string, object) SetLocation = ("places__set_location", new { location = "Oslo" });
    private static readonly (string, object) GetWeather = ("places__get_weather", new { });
    private static readonly (string, object) AddNote = ("places__add_note", new { text = "buy milk" });

    [Fact(Timeout = Chaos.Hung)]
    public async Task ToolsOfAServer_AreCalledInOneSession_ClosedAtTheEnd()
    {
        await using var server = await HttpSessionServer.StartAsync(new Uri("http://127.0.0.1:0"));
        await using var lab = await StartAsync(server);
        lab.Model.Calls(SetLocation).Calls(GetWeather, AddNote).Says("It is cold.");

        var id = await lab.Api.StartAsync(new { goal = "Tell the weather in Oslo.", approvals = "none" });
        var status = await lab.Api.EndAsync(id);

        Assert.Equal((AgentState.Completed, "It is cold."), (status.State, status.Answer));
        Assert.Equal(
            ["places__add_note", "places__get_weather", "places__list_notes", "places__set_location"],
            lab.Model.Questions[0].Tools.Where(tool => tool.StartsWith("places__", StringComparison.Ordinal)));
        Assert.Equal([Weather, "Noted: buy milk"], lab.Model.Questions[2].Results);
        Assert.Equal(["buy milk"], server.Written);
        await Eventually.TrueAsync(() => Task.FromResult(server.OpenSessions == 0));
        // Besides, health and the list of tools have each had a look.
        Assert.Single(await lab.HistoryOf(id).ActivitiesAsync(), name => name == "mcp-session.open");
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task ServerThatIsAProcess_IsUsedTheSameWay()
    {
        await using var lab = await AgentLab.StartAsync(
            songs: 3,
            maxEvents: null,
            ("places:Command", new BuildOutput(AppContext.BaseDirectory).Program("MusicSync.SessionServer")),
            ("places:Arguments:0", "--stdio"));
        lab.Model.Calls(SetLocation).Calls(GetWeather).Says("It is cold.");

        var id = await lab.Api.StartAsync(new { goal = "Tell the weather in Oslo." });
        await lab.Api.EndAsync(id);

        Assert.Equal([Weather], lab.Model.Questions[2].Results);
        Assert.Equal("mcp-session.close", (await lab.HistoryOf(id).ActivitiesAsync())[^1]);
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task NextRun_GoesOnInTheSameSession()
    {
        await using var server = await HttpSessionServer.StartAsync(new Uri("http://127.0.0.1:0"));
        await using var lab = await StartAsync(server, maxEvents: 5);
        lab.Model.Calls(SetLocation).Calls(("get_user_profile", new { })).Calls(GetWeather).Says("Cold.");

        var id = await lab.Api.StartAsync(new { goal = "Tell the weather in Oslo." });
        var status = await lab.Api.EndAsync(id);

        Assert.Equal(AgentState.Completed, status.State);
        Assert.Equal([Weather], lab.Model.Questions[3].Results.TakeLast(1));
        Assert.DoesNotContain((await lab.Api.TranscriptAsync(id)).Turns, turn => turn.Role == AgentRole.Note);
        await Eventually.TrueAsync(() => Task.FromResult(server.OpenSessions == 0));
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task LostSession_IsToldToTheModel_WhichSetsUpAgain()
    {
        await using var server = await HttpSessionServer.StartAsync(new Uri("http://127.0.0.1:0"));
        await using var lab = await StartAsync(server);
        lab.Model.Calls(SetLocation)
            .Answers(_ =>
            {
                server.Forget();
                return Task.FromResult(ScriptedChatClient.Response(new Microsoft.Extensions.AI.FunctionCallContent("call", GetWeather.Item1)));
            })
            .Calls(SetLocation).Calls(GetWeather).Says("Cold.");

        var id = await lab.Api.StartAsync(new { goal = "Tell the weather in Oslo." });
        await lab.Api.EndAsync(id);

        Assert.Equal(
            "Error: The session with MCP server places was lost (forgotten). This call was not carried out. "
            + "Nothing is left there of what earlier calls have set up; the next call begins in a new session.",
            lab.Model.Questions[2].Results[^1]);
        Assert.Equal(Weather, lab.Model.Questions[4].Results[^1]);
        Assert.Equal(
            ["The session with places was lost; a new one was opened."],
            (await lab.Api.TranscriptAsync(id)).Turns.Where(turn => turn.Role == AgentRole.Note).Select(turn => turn.Text));
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task LostSession_IsSetUpAgain_WhereSettingsSaySo_AndTheModelHearsNothing()
    {
        await using var server = await HttpSessionServer.StartAsync(new Uri("http://127.0.0.1:0"));
        await using var lab = await StartAsync(server, maxEvents: null, ("places:Recovery", "SetUp"));
        lab.Model.Calls(SetLocation)
            .Answers(_ =>
            {
                server.Forget();
                return Task.FromResult(ScriptedChatClient.Response(new Microsoft.Extensions.AI.FunctionCallContent("call", GetWeather.Item1)));
            })
            .Says("Cold.");

        await lab.Api.EndAsync(await lab.Api.StartAsync(new { goal = "Tell the weather in Oslo." }));

        Assert.Equal(Weather, lab.Model.Questions[2].Results[^1]);
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task ToolThatDoesNotSayItIsHarmless_WaitsForAnApproval()
    {
        await using var server = await HttpSessionServer.StartAsync(new Uri("http://127.0.0.1:0"));
        await using var lab = await StartAsync(server, maxEvents: null, ("places:Tools:0", "add_note"));
        lab.Model.Calls(AddNote).Says("I may not.");

        var id = await lab.Api.StartAsync(new { goal = "Note it." });
        var status = await lab.Api.UntilAsync(id, status => status.State == AgentState.Approval);
        using var decided = await lab.Api.DecideAsync(id, status.Approvals.Single(), approved: false);
        await lab.Api.EndAsync(id);

        Assert.Equal("places__add_note", status.Approvals.Single().Tool);
        Assert.Equal(["places__add_note"], lab.Model.Questions[0].Tools.Where(tool => tool.StartsWith("places__", StringComparison.Ordinal)));
        Assert.Empty(server.Written);
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task CancelledAgent_ClosesItsSession()
    {
        await using var server = await HttpSessionServer.StartAsync(new Uri("http://127.0.0.1:0"));
        await using var lab = await StartAsync(server);
        var held = server.Faults.Hold("get_weather");
        lab.Model.Calls(SetLocation).Calls(GetWeather);
        var id = await lab.Api.StartAsync(new { goal = "Tell the weather in Oslo." });
        await held.WaitAsync(TestContext.Current.CancellationToken);

        await lab.Api.CancelAsync(id);
        var status = await lab.Api.EndAsync(id);
        server.Faults.Release();

        Assert.Equal(AgentState.Cancelled, status.State);
        await Eventually.TrueAsync(() => Task.FromResult(server.OpenSessions == 0));
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task ServerThatIsGone_KeepsNoAgentFromBeginning_AndTheWorkerIsReady()
    {
        await using var lab = await AgentLab.StartAsync(songs: 3, maxEvents: null, ("places:Url", "http://127.0.0.1:9/mcp"));
        lab.Model.Says("Done without.");

        var id = await lab.Api.StartAsync(new { goal = "Tell the weather in Oslo." });
        var status = await lab.Api.EndAsync(id);

        Assert.Equal("Done without.", status.Answer);
        Assert.Equal(
            ["MCP server places does not answer; its tools are not offered."],
            (await lab.Api.TranscriptAsync(id)).Turns.Where(turn => turn.Role == AgentRole.Note).Select(turn => turn.Text));
        using var http = new HttpClient { BaseAddress = lab.Stack.WorkerUrl };
        using var ready = await http.GetAsync(new Uri("/health", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.OK, ready.StatusCode);
    }

    private static Task<AgentLab> StartAsync(HttpSessionServer server, int? maxEvents = null, params (string, string)[] more) =>
        AgentLab.StartAsync(songs: 3, maxEvents, [("places:Url", server.Endpoint.AbsoluteUri), .. more]);
}
