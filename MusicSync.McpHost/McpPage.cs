using System.Globalization;
using System.Net.Mime;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http.Extensions;
using ModelContextProtocol.Server;

namespace MusicSync.McpHost;

/// <summary>What a browser sees at the MCP endpoint: what it is, and how a client is told of it.</summary>
internal static class McpPage
{
    /// <summary>Answers browsers in place of the endpoint, which would refuse them. Comes after access control.</summary>
    public static void UseMcpPage(this WebApplication app) =>
        app.UseWhen(IsBrowser, browser => browser.Run(context =>
        {
            context.Response.ContentType = $"{MediaTypeNames.Text.Html}; charset=utf-8";
            return context.Response.WriteAsync(
                Write(context.Request.GetEncodedUrl(), context.RequestServices.GetServices<McpServerTool>()), context.RequestAborted);
        }));

    // MCP clients ask for text/event-stream or application/json.
    private static bool IsBrowser(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method)
        && context.Request.Path == HttpHost.McpPath
        && context.Request.GetTypedHeaders().Accept.Any(type => type.MediaType.Equals(MediaTypeNames.Text.Html, StringComparison.OrdinalIgnoreCase));

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
            <p>MCP clients such as Claude, VS Code or MusicSync's own worker call Spotify through it. There is nothing to click here.</p>
            <h2>Connect a client</h2>
            <p>Address: <code>{{Encode(url)}}</code> (Streamable HTTP)</p>
            <pre>claude mcp add --transport http musicsync {{Encode(url)}}</pre>
            <pre>code --add-mcp '{"name":"musicsync","type":"http","url":"{{Encode(url)}}"}'</pre>
            <p>Where this host asks for a key, the client sends it as <code>Authorization: Bearer …</code>.</p>
            <h2>Its tools</h2>
            <dl>
            {{rows}}</dl>
            </body>
            </html>
            """;
    }

    private static string Encode(string? text) => HtmlEncoder.Default.Encode(text ?? "");
}
