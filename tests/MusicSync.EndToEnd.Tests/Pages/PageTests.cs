using Microsoft.Playwright;
using MusicSync.EndToEnd.Tests.Support;
using MusicSync.SpotifySimulator.Catalog;
using static Microsoft.Playwright.Assertions;

namespace MusicSync.EndToEnd.Tests.Pages;

/// <summary>What people do with the pages, in a real browser.</summary>
public sealed class PageTests(PageStack stack) : IClassFixture<PageStack>
{
    private const string Headline = "25 of 28 songs are in. 1 needs you, 2 are not on Spotify.";

    [Fact]
    public async Task FileThatIsChosen_IsReadAtOnce_Started_AndReported()
    {
        await using var visitor = await stack.Browser.VisitAsync(stack.Stack.WorkerUrl);
        var page = visitor.Page;
        await page.GotoAsync("/");

        await page.SetInputFilesAsync("#file", PageStack.RoadTrip);
        await Expect(page.Locator("#preview .summary")).ToHaveTextAsync("road-trip · 28 songs · columns: Title, Artist · 0 rows cannot be read");
        await Expect(page.Locator("#name")).ToHaveValueAsync("Road trip");

        await page.GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();
        await Expect(page.Locator("#live[data-over=true] .headline")).ToHaveTextAsync(Headline);

        // Once it is over the page loads itself again, with the rows; going back meanwhile would break that off.
        await Expect(page.Locator(".rows ol > li").First).ToBeVisibleAsync();
        await page.WaitForLoadStateAsync();
        await page.GoBackAsync();
        await page.FillAsync("#text", "Juno Vale - Slow Satellite");
        await Expect(page.Locator("#preview .summary")).ToContainTextAsync("1 song");
        await page.FillAsync("#name", "Another one");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();
        await Expect(page.Locator("#live[data-over=true] .headline")).ToHaveTextAsync("1 of 1 song is in.");
        visitor.AssertQuiet();
    }

    [Fact]
    public async Task LinkOfAnAlbum_ThatIsPasted_IsShownWithItsSongs_AndStarted()
    {
        var album = TrackCatalog.Small.Tracks.Where(track => track.Album == "Glass Season" && track.Artists[0] == "Juno Vale").ToArray();
        await using var visitor = await stack.Browser.VisitAsync(stack.Stack.WorkerUrl);
        var page = visitor.Page;
        await page.GotoAsync("/");

        await page.FillAsync("#text", "spotify:album:0000000000000000000000");
        await Expect(page.Locator("#problem")).ToContainTextAsync("does not know this playlist, album or track");
        await page.FillAsync("#text", $"https://open.spotify.com/album/{album[0].AlbumId}?si=x");
        await Expect(page.Locator("#preview .summary")).ToHaveTextAsync(
            $"Glass Season · {album.Length} songs · columns: Title, Artist, Album, Length, Spotify link · 0 rows cannot be read");
        await Expect(page.Locator("#name")).ToHaveValueAsync("Glass Season");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();

        await Expect(page.Locator("#live[data-over=true] .headline")).ToHaveTextAsync($"All {album.Length} songs are in.");
    }

    [Fact]
    public async Task Report_IsFiltered_AndSaved()
    {
        using var worker = new WorkerApi(stack.Stack.WorkerUrl);
        var id = await worker.StartCsvAsync(await File.ReadAllTextAsync(PageStack.RoadTrip, TestContext.Current.CancellationToken), "Filtered");
        await worker.CompleteAsync(id);
        await using var visitor = await stack.Browser.VisitAsync(stack.Stack.WorkerUrl);
        var page = visitor.Page;
        await page.GotoAsync($"/lists/{id}");

        await page.GetByRole(AriaRole.Link, new() { Name = "1 to decide" }).ClickAsync();
        await Expect(page.Locator(".rows ol > li")).ToHaveCountAsync(1);
        await Expect(page.Locator(".rows ol > li")).ToContainTextAsync("only another recording was found");

        await page.GetByRole(AriaRole.Link, new() { Name = "All 28" }).ClickAsync();
        await page.GetByRole(AriaRole.Searchbox).FillAsync("juno vale");
        await page.GetByRole(AriaRole.Button, new() { Name = "Find" }).ClickAsync();
        await Expect(page.Locator(".rows ol > li")).ToHaveCountAsync(5);

        var saved = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "CSV" }).ClickAsync());
        Assert.Equal($"{id}.csv", saved.SuggestedFilename);
        visitor.AssertQuiet();
    }

    [Fact]
    public async Task WithoutScript_TheSameIsDoneByFormsAndPages()
    {
        await using var visitor = await stack.Browser.VisitAsync(stack.Stack.WorkerUrl, hasScript: false);
        var page = visitor.Page;
        await page.GotoAsync("/");

        await page.SetInputFilesAsync("#file", PageStack.RoadTrip);
        await page.GetByRole(AriaRole.Button, new() { Name = "Show how it is read" }).ClickAsync();
        await Expect(page.Locator("#preview .summary")).ToContainTextAsync("28 songs");
        await page.FillAsync("#name", "Without script");
        await page.GetByRole(AriaRole.Button, new() { Name = "Dry run" }).ClickAsync();

        await Eventually(page, async () =>
        {
            await page.ReloadAsync();
            return await page.Locator("#live[data-over=true]").CountAsync() == 1;
        });
        await Expect(page.Locator("#live .headline")).ToHaveTextAsync("25 of 28 songs would be in. 1 needs you, 2 are not on Spotify.");
        visitor.AssertQuiet();
    }

    [Fact]
    public async Task Bar_GrowsWhileOneWatches_AndCancelStopsIt()
    {
        using var worker = new WorkerApi(stack.Stack.WorkerUrl);
        using var spotify = new SimulatorApi(stack.Stack.SpotifyUrl);
        await spotify.FaultAsync(new { endpoint = "GET /v1/search", fault = "latency", every = 1, milliseconds = 200 });
        await using var visitor = await stack.Browser.VisitAsync(stack.Stack.WorkerUrl);
        try
        {
            var id = await worker.StartCsvAsync(Numbered(800), "Slow list");
            await visitor.Page.GotoAsync($"/lists/{id}");
            var legend = visitor.Page.Locator("#live .legend li").First;
            await Expect(legend).ToBeVisibleAsync();
            var before = await visitor.Page.Locator("#live .headline").TextContentAsync();
            await Expect(visitor.Page.Locator("#live .headline")).Not.ToHaveTextAsync(before!);

            await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();

            await Expect(visitor.Page.Locator("#live .state strong")).ToHaveTextAsync("Cancelled");
            visitor.AssertQuiet();
        }
        finally
        {
            await spotify.ClearFaultsAsync();
        }
    }

    [Fact]
    public async Task RevokedSignIn_IsToldInWords_AndTheSyncGoesOnByAButton()
    {
        using var worker = new WorkerApi(stack.Stack.WorkerUrl);
        using var spotify = new SimulatorApi(stack.Stack.SpotifyUrl);
        await using var visitor = await stack.Browser.VisitAsync(stack.Stack.WorkerUrl);
        try
        {
            await spotify.FaultAsync(new { endpoint = "*", fault = "grant_revoked", every = 1 });
            var id = await worker.StartCsvAsync("title,artist\nSlow Satellite,Juno Vale", "Revoked");
            await visitor.Page.GotoAsync($"/lists/{id}");
            await Expect(visitor.Page.Locator("#live .wait")).ToContainTextAsync("Waiting for you: Spotify is not connected");
            await visitor.AssertAccessibleAsync();

            await spotify.ClearFaultsAsync();
            await spotify.GrantAsync();
            await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();

            await Expect(visitor.Page.Locator("#live[data-over=true] .headline")).ToHaveTextAsync("1 of 1 song is in.");
            visitor.AssertQuiet();
        }
        finally
        {
            await spotify.ClearFaultsAsync();
            await spotify.GrantAsync();
        }
    }

    [Fact]
    public async Task Problem_IsToldBesideTheForm_WhichKeepsTheList()
    {
        await using var visitor = await stack.Browser.VisitAsync(stack.Stack.WorkerUrl);
        var page = visitor.Page;
        await page.GotoAsync("/");
        await page.FillAsync("#text", "Juno Vale - Slow Satellite");
        await Expect(page.Locator("#preview .summary")).ToContainTextAsync("1 song");

        await page.FillAsync("#link", "https://open.spotify.com/album/1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("That is not the link of a playlist");
        await Expect(page.Locator("#preview .summary")).ToContainTextAsync("1 song");
        await visitor.AssertAccessibleAsync();
        visitor.AssertQuiet();
    }

    [Fact]
    public async Task PlaylistThatFollowsAnother_IsMade_Rests_LooksAgain_AndEnds()
    {
        using var spotify = new SimulatorApi(stack.Stack.SpotifyUrl);
        const string Followed = "1111111111111111111111";
        await spotify.PutPlaylistAsync(Followed, []);
        await using var visitor = await stack.Browser.VisitAsync(stack.Stack.WorkerUrl, width: 390, isDark: true);
        var page = visitor.Page;
        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Link, new() { Name = "Followed" }).ClickAsync();

        await page.FillAsync("#source", "http://charts.example/week.csv");
        await page.FillAsync("#name", "<b>Mine</b>");
        await page.GetByRole(AriaRole.Button, new() { Name = "Follow" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("charts.example is not fetched by http");

        await page.FillAsync("#source", $"https://open.spotify.com/playlist/{Followed}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Follow" }).ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("<b>Mine</b>");
        await Expect(page.Locator("tbody tr")).ToContainTextAsync(["no song there"]);
        await visitor.AssertAccessibleAsync();
        await visitor.AssertFitsAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await Expect(page.Locator(".card")).ToContainTextAsync("Paused");
        await page.GetByRole(AriaRole.Button, new() { Name = "Look now" }).ClickAsync();
        await Expect(page.Locator("tbody tr")).ToContainTextAsync(["nothing new", "no song there"]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await Expect(page.Locator(".card")).ToContainTextAsync("Looked at next");

        await page.GetByText("Stop following…").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop following" }).ClickAsync();
        await Expect(page.Locator(".empty")).ToContainTextAsync("No playlist follows anything yet");
        visitor.AssertQuiet();
    }

    // Each width and each theme once: neither depends on the other.
    [Theory]
    [InlineData(1440, false)]
    [InlineData(390, true)]
    public async Task EveryPage_IsAccessible_FitsTheWindow_AndIsQuiet(int width, bool isDark)
    {
        using var worker = new WorkerApi(stack.Stack.WorkerUrl);
        var id = await worker.StartCsvAsync(await File.ReadAllTextAsync(PageStack.RoadTrip, TestContext.Current.CancellationToken), "Looked at");
        var playlist = (await worker.CompleteAsync(id)).Playlist.Id;
        await using var visitor = await stack.Browser.VisitAsync(stack.Stack.WorkerUrl, width, isDark);

        foreach (var path in new[] { "/", $"/lists/{id}", $"/lists/{id}?find=nothing+like+it", "/lists", "/followed", $"/playlists/{playlist}", "/key", "/nowhere" })
        {
            await visitor.Page.GotoAsync(path);
            await visitor.AssertAccessibleAsync();
            await visitor.AssertFitsAsync();
        }

        await WishAsync(visitor);
        await visitor.Page.GotoAsync("/");
        await visitor.Page.SetInputFilesAsync("#file", PageStack.RoadTrip);
        await Expect(visitor.Page.Locator("#preview .summary")).ToContainTextAsync("28 songs");
        await visitor.Page.GetByText("Options").ClickAsync();
        await visitor.AssertAccessibleAsync();
        await visitor.AssertFitsAsync();
        visitor.AssertQuiet();
    }

    [Fact]
    public async Task ApiDocs_RunUnderTheirPolicy_AndAskNobodyElse()
    {
        await using var visitor = await stack.Browser.VisitAsync(stack.Stack.WorkerUrl);

        await visitor.Page.GotoAsync("/docs/");

        await Expect(visitor.Page.GetByText("Start a sync").First).ToBeVisibleAsync();
        visitor.AssertQuiet();
    }

    // Looked at where nothing moves: while it asks, and when it has ended.
    private static async Task WishAsync(Visitor visitor)
    {
        var page = visitor.Page;
        await page.GotoAsync("/");
        await page.FillAsync("#goal", "Put Slow Satellite into Wished for.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ask", Exact = true }).ClickAsync();
        await Expect(page.Locator("form.note pre")).ToContainTextAsync("Slow Satellite");
        await visitor.AssertAccessibleAsync();
        await visitor.AssertFitsAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "No", Exact = true }).ClickAsync();
        await Expect(page.Locator(".headline")).ToHaveTextAsync("Done, after 2 steps.");
        await Expect(page.Locator("section")).ToContainTextAsync(ModelStandIn.Answer);
        await page.EvaluateAsync("document.querySelectorAll('details').forEach(details => details.open = true)");
        await visitor.AssertAccessibleAsync();
        await visitor.AssertFitsAsync();
    }

    // Songs that nothing is found for, each after all of its searches.
    private static string Numbered(int count) =>
        "title,artist\n" + string.Join('\n', Enumerable.Range(1, count).Select(number => $"No such song {number},Nobody {number}"));

    private static async Task Eventually(IPage page, Func<Task<bool>> holds)
    {
        while (!await holds())
        {
            await page.WaitForTimeoutAsync(100);
        }
    }
}
