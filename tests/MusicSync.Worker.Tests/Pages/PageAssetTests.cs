using System.Reflection;
using MusicSync.Worker.Pages;

namespace MusicSync.Worker.Tests.Pages;

/// <summary>What a browser has to load stays small, and stands nowhere inline.</summary>
public sealed class PageAssetTests
{
    [Theory]
    [InlineData("page/app.css", 15 * 1024)]
    [InlineData("page/app.js", 10 * 1024)]
    [InlineData("page/icon.svg", 1024)]
    public void Asset_IsSmall(string name, int most)
    {
        using var content = typeof(PageAssets).Assembly.GetManifestResourceStream(name);

        Assert.InRange(content!.Length, 1, most);
    }

    [Fact]
    public void StyleSheet_LoadsNothing() => Assert.DoesNotContain("url(", Text("page/app.css"), StringComparison.Ordinal);

    [Fact]
    public void Script_AsksOurselvesOnly() => Assert.DoesNotContain("http", Text("page/app.js"), StringComparison.Ordinal);

    private static string Text(string name)
    {
        using var reader = new StreamReader(Assembly.GetAssembly(typeof(PageAssets))!.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
