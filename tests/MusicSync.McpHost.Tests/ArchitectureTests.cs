using NetArchTest.Rules;

namespace MusicSync.McpHost.Tests;

/// <summary>The rooms of the host use one another in one direction only; its README shows the arrows.</summary>
public sealed class ArchitectureTests
{
    private const string Root = "MusicSync.McpHost";

    // A room may use those of the lines below it. The files at the root put the rooms together, so no room may use them.
    private static readonly string[][] Rooms =
    [
        ["Tools", "SignIn"],
        ["Caching"],
        ["Spotify"],
        ["Http"],
        ["RateLimiting", "Authorization"],
        ["Failures", "Settings"],
    ];

    public static TheoryData<string> AllRooms => [.. Rooms.SelectMany(line => line)];

    [Theory]
    [MemberData(nameof(AllRooms))]
    public void Room_UsesOnlyTheRoomsBelowIt(string room)
    {
        var above = Rooms.TakeWhile(line => !line.Contains(room)).SelectMany(line => line);
        var beside = Rooms.Single(line => line.Contains(room)).Where(other => other != room);

        var result = Types.InAssembly(typeof(HttpHost).Assembly)
            .That().ResideInNamespace($"{Root}.{room}")
            .ShouldNot().HaveDependencyOnAny([.. above.Concat(beside).Select(other => $"{Root}.{other}"), .. RootTypes()])
            .GetResult();

        Assert.True(
            result.IsSuccessful,
            $"{room} uses what it must not:\n{string.Join('\n', (result.FailingTypes ?? []).Select(type => $"{type.FullName}: {type.Explanation}"))}");
    }

    [Fact]
    public void EveryFolder_IsARoom() => Assert.Equal(
        Rooms.SelectMany(line => line).Order(),
        typeof(HttpHost).Assembly.GetTypes()
            .Select(type => type.Namespace ?? "")
            .Where(name => name.StartsWith($"{Root}.", StringComparison.Ordinal))
            .Select(name => name[(Root.Length + 1)..].Split('.')[0])
            .Distinct()
            .Order());

    private static IEnumerable<string> RootTypes() => typeof(HttpHost).Assembly.GetTypes()
        .Where(type => type is { Namespace: Root, IsNested: false })
        .Select(type => type.FullName!);
}
