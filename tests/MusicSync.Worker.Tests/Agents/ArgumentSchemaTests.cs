using System.Text.Json;
using MusicSync.Worker.Agents;
using MusicSync.Worker.Agents.Tools;

namespace MusicSync.Worker.Tests.Agents;

public sealed class ArgumentSchemaTests
{
    private static readonly JsonElement Search = Json(
        """
        {"type": "object", "properties": {
          "query": {"type": ["string", "null"], "default": null}, "limit": {"type": "integer"},
          "order": {"enum": ["name", "date"]}, "tags": {"type": "array", "items": {"type": "string"}}},
         "required": ["limit"]}
        """);

    [Theory]
    [InlineData("""{"limit": 5}""")]
    [InlineData("""{"limit": 5, "query": null, "order": "date", "tags": ["a"]}""")]
    public void Arguments_ThatFit_HaveNoProblem(string arguments) => Assert.Null(ArgumentSchema.Problem(Search, Json(arguments)));

    [Theory]
    [InlineData("""[]""", "arguments must be object.")]
    [InlineData("""{}""", "arguments.limit is missing.")]
    [InlineData("""{"limit": "5"}""", "arguments.limit must be integer.")]
    [InlineData("""{"limit": 5.5}""", "arguments.limit must be integer.")]
    [InlineData("""{"limit": 5, "query": 1}""", "arguments.query must be string or null.")]
    [InlineData("""{"limit": 5, "order": "size"}""", """arguments.order must be one of ["name", "date"].""")]
    [InlineData("""{"limit": 5, "tags": ["a", 1]}""", "arguments.tags[1] must be string.")]
    [InlineData("""{"limit": 5, "q": "a"}""", "arguments.q is unknown; there are query, limit, order, tags.")]
    public void Arguments_ThatDoNotFit_AreToldInWords(string arguments, string problem) =>
        Assert.Equal(problem, ArgumentSchema.Problem(Search, Json(arguments)));

    [Fact]
    public void UnknownMembers_AreLetThrough_WhereTheSchemaSaysSo() => Assert.Null(
        ArgumentSchema.Problem(Json("""{"type": "object", "properties": {"a": {}}, "additionalProperties": true}"""), Json("""{"b": 1}""")));

    [Fact]
    public void DeepNesting_IsRefused()
    {
        var schema = Json("{\"type\": \"array\"}");
        var value = Json("1");
        for (var depth = 0; depth < 20; depth++)
        {
            schema = Json($"{{\"type\": \"array\", \"items\": {schema.GetRawText()}}}");
            value = Json($"[{value.GetRawText()}]");
        }

        Assert.EndsWith("is nested too deeply.", ArgumentSchema.Problem(schema, value), StringComparison.Ordinal);
    }

    [Fact]
    public void SchemaOfTheSync_TakesWhatItDescribes() => Assert.Null(ArgumentSchema.Problem(
        SyncSongs.Tool.Schema, Json("""{"playlistName": "Walk", "songs": [{"title": "Lanterns Out", "artist": "The Copper Lanterns", "uri": null}]}""")));

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
