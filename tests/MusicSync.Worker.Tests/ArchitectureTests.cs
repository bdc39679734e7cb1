using System.Reflection;
using MusicSync.Worker.Temporal;
using NetArchTest.Rules;
using Temporalio.Activities;

namespace MusicSync.Worker.Tests;

/// <summary>
/// Which room of the worker may know which: <c>{Pages, SignIn, Tools} -> Api -> {Agents, Orders} -> Syncs -> Playlists -> {Matching, Spotify} -> Mcp</c>,
/// <c>Orders -> Sources -> Playlists</c>, <c>Agents -> Sessions -> Mcp</c>, and Temporal below all that run on it. A wrong <c>using</c> fails here. The root composes the rooms and is none.
/// </summary>
public sealed class ArchitectureTests
{
    private const string Root = "MusicSync.Worker";

    private static readonly Assembly Worker = typeof(TaskQueues).Assembly;

    private static readonly string[] Io = ["System.IO", "System.Net.Http", "System.Net.Sockets", "Microsoft.AspNetCore", "ModelContextProtocol", "Temporalio"];

    // A lease is a heartbeat: these are handed the activity they are part of.
    private static readonly string[] PartsOfActivities = ["WriteLease", "WriteSession", "TakeOutSession", "PlaceSession", "MirrorSession", "WriteIntent"];

    public static TheoryData<string, string[]> Rooms => new()
    {
        { "Pages", ["Api", "Agents", "Orders", "Syncs", "Playlists", "Matching", "Songs", "Spotify", "Mcp"] },
        { "SignIn", ["Api", "Spotify"] },
        { "Api", ["Agents", "Orders", "Sources", "Syncs", "Playlists", "Matching", "Songs", "Spotify", "Mcp", "Temporal"] },
        { "Tools", ["Api", "Agents", "Orders", "Syncs", "Playlists", "Matching", "Songs", "Mcp", "Temporal"] },
        { "Agents", ["Sessions", "Syncs", "Playlists", "Songs", "Spotify", "Mcp", "Temporal"] },
        { "Orders", ["Sources", "Syncs", "Playlists", "Matching", "Songs", "Spotify", "Mcp", "Temporal"] },
        { "Sources", ["Playlists", "Matching", "Songs", "Spotify", "Mcp"] },
        { "Syncs", ["Playlists", "Matching", "Songs", "Spotify", "Mcp", "Temporal"] },
        { "Playlists", ["Matching", "Spotify", "Mcp", "Temporal"] },
        { "Sessions", ["Mcp", "Temporal"] },
        { "Matching", ["Songs"] },
        { "Songs", [] },
        { "Spotify", ["Mcp"] },
        { "Temporal", ["Mcp"] },
        { "Mcp", [] },
    };

    private static string[] RoomNames => [.. Rooms.Select(row => row.Data.Item1)];

    [Fact]
    public void EveryFolder_IsARoom() => Assert.Equal(
        RoomNames.Order(StringComparer.Ordinal),
        Worker.GetTypes()
            .Where(type => type.Namespace?.StartsWith($"{Root}.", StringComparison.Ordinal) is true)
            .Select(type => type.Namespace!.Split('.')[2]).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Room_KnowsOnlyTheRoomsBelowIt(string room, string[] below) =>
        AssertNoneKnows(In(room), [.. RoomNames.Except([room, .. below]).Select(Namespace)]);

    [Fact]
    public void TelemetryOfTheRoot_KnowsNoRoom() => AssertNoneKnows(
        Types.InAssembly(Worker).That().HaveNameMatching("^(WorkerTelemetry|WorkerSpans|DeferredSpan)$"),
        [.. RoomNames.Select(Namespace)]);

    /// <summary>The client of a model is known to what asks models, and to nobody else.</summary>
    [Fact]
    public void ModelClients_AreKnownOnlyToWhatAsksModels() => Assert.Empty(
        Types.InAssembly(Worker)
            .That().HaveDependencyOnAny("Microsoft.Extensions.AI.IChatClient", "Microsoft.Extensions.AI.ChatMessage", "OpenAI", "System.ClientModel")
            .And().DoNotResideInNamespace(Namespace("Agents.Models"))
            .GetTypes().Select(type => type.FullName));

    [Fact]
    public void ReplayedCode_KnowsNoAiLibrary() => Assert.Empty(
        Types.InAssembly(Worker)
            .That().HaveDependencyOnAny("Microsoft.Extensions.AI", "Microsoft.Agents.AI", "OpenAI", "System.ClientModel")
            .GetTypes()
            .Where(type => type.SourceFilePath?.EndsWith(".workflow.cs", StringComparison.Ordinal) is true)
            .Select(type => type.FullName));

    [Fact]
    public void Matching_KnowsNoIo() => AssertNoneKnows(In("Matching"), Io);

    /// <summary>What a playlist holds is pure; who reads, writes and names it stands in rooms of its own, one above the other.</summary>
    [Fact]
    public void Playlists_KnowNoIo_AndNoRoomAboveThem() => AssertNoneKnows(
        Types.InAssembly(Worker).That().ResideInNamespaceMatching(@"^MusicSync\.Worker\.Playlists$"),
        [.. Io, .. new[] { "Mcp", "Temporal", "Playlists.Reading", "Playlists.Writing", "Playlists.Mirroring", "Playlists.Writer", "Playlists.Naming" }.Select(Namespace)]);

    [Theory]
    [InlineData("Playlists.Reading", "Playlists.Writing", "Playlists.Mirroring", "Playlists.Writer", "Playlists.Naming")]
    [InlineData("Playlists.Writing", "Playlists.Mirroring", "Playlists.Writer", "Playlists.Naming")]
    [InlineData("Playlists.Mirroring", "Playlists.Writer", "Playlists.Naming")]
    [InlineData("Playlists.Writer", "Playlists.Naming")]
    public void RoomOfPlaylists_KnowsNoneAboveIt(string room, params string[] above) =>
        AssertNoneKnows(In(room), [.. above.Select(Namespace)]);

    [Theory]
    [InlineData("Mcp")]
    [InlineData("Spotify")]
    [InlineData("Songs")]
    [InlineData("Mcp.Sessions")]
    public void Room_KnowsNoTemporalio(string room) => AssertNoneKnows(In(room), "Temporalio");

    [Fact]
    public void Temporalio_IsKnownOnlyToWorkflowsActivitiesAndTheirCallers() => Assert.Empty(
        Types.InAssembly(Worker)
            .That().HaveDependencyOnAny("Temporalio")
            .And().DoNotResideInNamespace(Namespace("Temporal"))
            .And().DoNotResideInNamespace(Namespace("Api"))
            .GetTypes()
            .Where(type => !IsWorkflowOrActivity(type))
            .Select(type => type.FullName));

    private static bool IsWorkflowOrActivity(IType type)
    {
        var outer = type.ReflectionType;
        while (outer.DeclaringType is { } declaring)
        {
            outer = declaring;
        }

        return type.SourceFilePath?.EndsWith(".workflow.cs", StringComparison.Ordinal) is true
            || outer.GetMethods().Any(method => method.IsDefined(typeof(ActivityAttribute)))
            || outer.Name.EndsWith("ServiceCollectionExtensions", StringComparison.Ordinal)
            || PartsOfActivities.Contains(outer.Name);
    }

    private static PredicateList In(string room) => Types.InAssembly(Worker).That().ResideInNamespace(Namespace(room));

    private static string Namespace(string room) => $"{Root}.{room}";

    private static void AssertNoneKnows(PredicateList types, params string[] forbidden)
    {
        var result = types.Should().NotHaveDependencyOnAny(forbidden).GetResult();
        Assert.True(
            result.IsSuccessful,
            string.Join('\n', result.FailingTypes.Select(type => $"{type.FullName} knows more than it may: {type.Explanation}")));
    }
}
