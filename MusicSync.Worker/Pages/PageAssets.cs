using System.Reflection;
using System.Security.Cryptography;
using MusicSync.ServiceDefaults.Access;

namespace MusicSync.Worker.Pages;

/// <summary>
/// Style sheet, script and icon, inside the program. Their addresses hold a hash of them, so that a browser keeps them for good
/// and fetches new ones after an update.
/// </summary>
internal static class PageAssets
{
    private const string Forever = "public, max-age=31536000, immutable";

    private static readonly Asset StyleAsset = Asset.Read("app.css", "text/css; charset=utf-8");
    private static readonly Asset ScriptAsset = Asset.Read("app.js", "text/javascript; charset=utf-8");
    private static readonly Asset IconAsset = Asset.Read("icon.svg", "image/svg+xml");

    public static string Style => StyleAsset.Path;

    public static string Script => ScriptAsset.Path;

    public static string Icon => IconAsset.Path;

    /// <summary>Whoever may see the page that asks for the key may see what it looks like.</summary>
    public static void MapAssets(this IEndpointRouteBuilder endpoints)
    {
        foreach (var asset in new[] { StyleAsset, ScriptAsset, IconAsset })
        {
            endpoints.MapGet(asset.Path, (HttpContext context) =>
            {
                context.Response.Headers.CacheControl = Forever;
                return TypedResults.Bytes(asset.Content, asset.MediaType);
            }).AsksForTheKeyItself().ExcludeFromDescription();
        }
    }

    private sealed record Asset(string Path, string MediaType, byte[] Content)
    {
        public static Asset Read(string name, string mediaType)
        {
            using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"page/{name}")
                ?? throw new InvalidOperationException($"{name} is not embedded.");
            using var content = new MemoryStream();
            stream.CopyTo(content);
            var hash = Convert.ToHexStringLower(SHA256.HashData(content.ToArray()).AsSpan(0, 6));
            return new Asset($"/assets/{hash}/{name}", mediaType, content.ToArray());
        }
    }
}
