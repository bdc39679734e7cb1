using System.Globalization;
using System.Net.Mime;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Net.Http.Headers;
using ModelContextProtocol.Server;

namespace MusicSync.Worker.Tools;

/// <summary>What a browser sees at the MCP endpoint: what it is, and how a client is told of it.</summary>
internal static class ToolPage
{
    /// <summary>Answers a browser; any other client that asks for a stream of its own is told that a stateless server has none.</summary>
    public static IResult Get(HttpContext context)
    {
        if (!context.Request.GetTypedHeaders().Accept.Any(type => type.MediaType.Equals(MediaTypeNames.Text.Html, StringComparison.OrdinalIgnoreCase)))
        {
            context.Response.Headers[HeaderNames.Allow] = HttpMethods.Post;
            return TypedResults.StatusCode(StatusCodes.Status405MethodNotAllowed);
        }

        var url = UriHelper.BuildAbsolute(context.Request.Scheme, context.Request.Host, context.Request.PathBase, context.Request.Path);
        return TypedResults.Text(Write(url, context.RequestServices.GetServices<McpServerTool>()), $"{MediaTypeNames.Text.Html}; charset=utf-8");
    }

    private static string Write(string url, IEnumerable<McpServerTool> tools)
    {
        var rows = new StringBuilder();
        foreach (var tool in tools.Select(tool => tool.ProtocolTool).OrderBy(tool => tool.Name, StringComparer.Ordinal))
        {
            rows.Append(CultureInfo.InvariantCulture, $"<dt><code>{Encode(tool.Name)}</code></dt><dd>{Encode(tool.Description)}</dd>\n");
        }

        return $$"""
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>MusicSync: MCP endpoint</title></head>
            <body>
            <h1>This is an MCP endpoint</h1>
            <p>LLM clients such as Claude or VS Code put songs into playlists through it. For people there are <a href="/">the pages</a>.</p>
            <h2>Connect a client</h2>
            <p>Address: <code>{{Encode(url)}}</code> (Streamable HTTP)</p>
            <pre>claude mcp add --transport http musicsync {{Encode(url)}}</pre>
            <pre>code --add-mcp '{"name":"musicsync","type":"http","url":"{{Encode(url)}}"}'</pre>
            <p>Where this service asks for a key, the client sends it as <code>Authorization: Bearer …</code>.</p>
            <h2>Its tools</h2>
            <dl>
            {{rows}}</dl>
            </body>
            </html>
            """;
    }

    private static string Encode(string? text) => HtmlEncoder.Default.Encode(text ?? "");
}
