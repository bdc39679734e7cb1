using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using MusicSync.EndToEnd.Tests.Fixtures;
using MusicSync.LocalStack.Processes;

namespace MusicSync.EndToEnd.Tests.Pages;

/// <summary>Chromium, from <c>CHROMIUM_PATH</c> or PATH; nothing is downloaded. One for all tests that share it.</summary>
public sealed class TestBrowser : IAsyncLifetime
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "chrome"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    private static string? Executable => Environment.GetEnvironmentVariable("CHROMIUM_PATH") is { Length: > 0 } named
        ? named
        : Names.Select(ExecutableSearch.Find).FirstOrDefault(found => found is not null);

    public static void OrSkip() => Assert.SkipUnless(
        TestRun.IsRequired || Executable is not null,
        "Chromium was not found: set CHROMIUM_PATH, or install it (Debian: apt-get install chromium). With MUSICSYNC_REQUIRE_E2E=1 or CI=true this is a failure.");

    public async ValueTask InitializeAsync()
    {
        if (Executable is { } executable)
        {
            Assertions.SetDefaultExpectTimeout((float)TestTimeouts.Default.TotalMilliseconds);
            _playwright = await Playwright.CreateAsync();
            // Chromium's own sandbox refuses to run for root, which a container's user often is.
            _browser = await _playwright.Chromium.LaunchAsync(new()
            {
                ExecutablePath = executable,
                Args = Environment.UserName is "root" ? ["--no-sandbox"] : [],
            });
        }
    }

    /// <summary>A fresh visitor, who may go to the page that asks for consent too.</summary>
    internal async Task<Visitor> VisitAsync(Uri worker, int width = 1440, bool isDark = false, bool hasScript = true, Uri? consent = null)
    {
        OrSkip();
        var context = await (_browser ?? throw new InvalidOperationException("Chromium was not found.")).NewContextAsync(new()
        {
            BaseURL = worker.AbsoluteUri,
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            ColorScheme = isDark ? ColorScheme.Dark : ColorScheme.Light,
            JavaScriptEnabled = hasScript,
        });
        context.SetDefaultTimeout((float)TestTimeouts.Default.TotalMilliseconds);
        return await Visitor.EnterAsync(context, consent is null ? [worker] : [worker, consent]);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}

/// <summary>Somebody with a browser; remembers everything that must not happen on any page.</summary>
internal sealed class Visitor : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _complaints = [];

    private Visitor(IBrowserContext context, IPage page) => (_context, Page) = (context, page);

    public IPage Page { get; }

    public static async Task<Visitor> EnterAsync(IBrowserContext context, Uri[] known)
    {
        var page = await context.NewPageAsync();
        var visitor = new Visitor(context, page);
        page.Console += (_, message) => visitor.Complain(message.Type is "error" or "warning" && !IsAnswer(message.Text), $"console: {message.Text}");
        page.PageError += (_, error) => visitor.Complain(isComplaint: true, $"script: {error}");
        page.Request += (_, request) => visitor.Complain(!known.Any(site => request.Url.StartsWith(site.AbsoluteUri, StringComparison.Ordinal)), $"third party: {request.Url}");
        return visitor;
    }

    /// <summary>WCAG 2.2 A and AA by axe: nothing to find.</summary>
    public async Task AssertAccessibleAsync()
    {
        var found = await Page.RunAxe(new AxeRunOptions
        {
            RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
        });
        Assert.True(
            found.Violations.Length == 0,
            $"{Page.Url}: {string.Join('\n', found.Violations.Select(rule => $"{rule.Id}: {string.Join("; ", rule.Nodes.Select(node => $"{node.Html} {string.Join(' ', node.Any.Select(check => check.Message))}"))}"))}");
    }

    /// <summary>Nothing stands wider than the window.</summary>
    public async Task AssertFitsAsync() => Assert.True(
        await Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), $"{Page.Url} is wider than the window.");

    /// <summary>Nothing in the console, nothing asked of anybody else.</summary>
    public void AssertQuiet() => Assert.Empty(_complaints);

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    // A refusal that a test asks for is an answer, which Chromium writes to the console too.
    private static bool IsAnswer(string text) => text.StartsWith("Failed to load resource: the server responded with a status of 4", StringComparison.Ordinal);

    private void Complain(bool isComplaint, string complaint)
    {
        if (isComplaint)
        {
            _complaints.Add(complaint);
        }
    }
}
