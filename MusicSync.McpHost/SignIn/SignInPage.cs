using System.Net.Mime;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;

namespace MusicSync.McpHost.SignIn;

/// <summary>A small page: a title, a sentence, at most two buttons. No script, nothing from elsewhere.</summary>
/// <param name="Title">What is the case.</param>
/// <param name="Text">What follows from it.</param>
/// <param name="AsksForKey">Whether the person has to type the service's key.</param>
/// <param name="Buttons">Where each button posts to, and what it says.</param>
internal sealed record SignInPage(string Title, string Text, bool AsksForKey, params (string Action, string Label)[] Buttons)
{
    private const string Style =
        "body{font:16px/1.5 system-ui,sans-serif;max-width:40rem;margin:3rem auto;padding:0 1rem}"
        + "button,input{font:inherit;padding:.5rem 1rem;margin:.25rem .5rem .25rem 0;border-radius:.4rem;border:1px solid}"
        + "button{cursor:pointer}";

    private static readonly string StyleHash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)));

    /// <param name="response">What it is written to.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="accounts">Spotify's accounts service: a form may lead there.</param>
    public Task WriteAsync(HttpResponse response, int status, Uri accounts)
    {
        response.StatusCode = status;
        response.ContentType = $"{MediaTypeNames.Text.Html}; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; style-src 'sha256-{StyleHash}'; form-action 'self' {accounts.GetLeftPart(UriPartial.Authority)}; "
            + "base-uri 'none'; frame-ancestors 'none'";
        // With no-referrer a browser would send our own forms with the origin "null".
        response.Headers["Referrer-Policy"] = "same-origin";
        return response.WriteAsync(Html(), response.HttpContext.RequestAborted);
    }

    private string Html()
    {
        var key = AsksForKey
            ? """<p><label>Key of this service<br><input type="password" name="key" autocomplete="current-password" required></label></p>"""
            : "";
        var forms = Buttons.Length == 0 ? "" : $"""
            <form method="post">
            {key}
            <p>{string.Join(' ', Buttons.Select(button => $"""<button formaction="{Encode(button.Action)}">{Encode(button.Label)}</button>"""))}</p>
            </form>
            """;
        return $"""
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>MusicSync: {Encode(Title)}</title><style>{Style}</style></head>
            <body>
            <main>
            <h1>{Encode(Title)}</h1>
            <p>{Encode(Text)}</p>
            {forms}
            </main>
            </body>
            </html>
            """;
    }

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
