using System.Text.Json;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Spotify;

namespace MusicSync.Worker.Tests.Mcp;

public sealed class ToolContractTests
{
    private const string Input =
        """{"type": "object", "properties": {"playlistId": {"type": "string"}, "current": {}}, "required": ["playlistId"]}""";

    private const string Playlist =
        """
        {"type": "object", "properties": {"id": {}, "uri": {}, "url": {}, "name": {}, "ownerId": {}, "editable": {}, "description": {}, "snapshotId": {}}}
        """;

    [Fact]
    public void EqualSides_HaveNoDifferences() =>
        Assert.Empty(Differences(SpotifyTools.GetPlaylist, Input, Playlist));

    [Fact]
    public void UnknownTool_IsNamed()
    {
        var difference = Assert.Single(ToolContract.Differences(SpotifyTools.GetPlaylist, null, null));

        Assert.Equal("spotify offers no tool named get_playlist.", difference);
    }

    [Fact]
    public void RenamedArgument_IsFoundOnBothSides() => Assert.Equal(
        [
            "get_playlist takes no argument playlistId.",
            "get_playlist needs an argument id that the worker does not send.",
        ],
        Differences(SpotifyTools.GetPlaylist, Input.Replace("playlistId", "id", StringComparison.Ordinal), Playlist));

    [Fact]
    public void MissingMember_IsFoundInsideAListAndThroughAPointer()
    {
        const string page =
            """
            {"properties": {"total": {}, "nextOffset": {}, "playlists": {"items": {"$ref": "#/$defs/p"}}},
             "$defs": {"p": {"properties": {"id": {}, "uri": {}, "url": {}, "name": {}, "ownerId": {}, "editable": {}, "snapshotId": {}}}}}
            """;
        const string input = """{"properties": {"offset": {}, "limit": {}}}""";

        Assert.Equal(
            ["list_playlists.playlists.description is not in the answer's schema."],
            Differences(SpotifyTools.ListPlaylists, input, page));
    }

    private static IReadOnlyList<string> Differences(McpTool tool, string input, string output) =>
        ToolContract.Differences(tool, JsonElement.Parse(input), JsonElement.Parse(output));
}
