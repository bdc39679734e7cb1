using Microsoft.Playwright;
using MusicSync.EndToEnd.Tests.Edits;
using MusicSync.EndToEnd.Tests.Support;
using MusicSync.Worker.Syncs;
using static Microsoft.Playwright.Assertions;

namespace MusicSync.EndToEnd.Tests.Pages;

/// <summary>Doubtful rows decided, and a list undone, in a real browser.</summary>
public sealed class ReviewPageTests(PageStack stack) : IClassFixture<PageStack>
{
    private const string Headline = "#live .headline";

    // The simulator has the first one live only, and the others in the studio only.
    private const string Doubtful = """
        title,artist
        Slow Satellite,Juno Vale
        Lanterns Out,The Copper Lanterns
        Northbound (Live),The Copper Lanterns
        Marigold (Live),The Copper Lanterns
        Quiet Machines (Live),The Copper Lanterns
        Gasoline Sunday,The Copper Lanterns
        """;

    [Fact]
    public async Task Rows_AreDecidedByKeys_SearchedAgain_AndTakenTogether()
    {
        using var worker = new WorkerApi(stack.Stack.WorkerUrl);
        var (id, _) = await EndedAsync(worker, "By keys");
        await using var visitor = await stack.Browser.VisitAsync(stack.Stack.WorkerUrl);
        var page = visitor.Page;
        await page.GotoAsync($"/lists/{id}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Decide 4 songs" }).ClickAsync();

        await Expect(page.Locator(".trail")).ToContainTextAsync("1 of 4 to decide");
        await page.Keyboard.PressAsync("1");
        await Expect(page.Locator("h1")).ToHaveTextAsync("Northbound (Live)");

        // What is typed decides nothing.
        await page.Keyboard.PressAsync("s");
        await Expect(page.Locator("#find")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("n1 Salt on the Window");
        await page.FillAsync("#find", "Salt on the Window");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".candidates .title").First).ToHaveTextAsync("Salt on the Window");
        await page.GetByRole(AriaRole.Link, new() { Name = "Back to what was found first" }).ClickAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Take the first for all 3" }).ClickAsync();
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(3);
        await visitor.AssertAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Take the first for all 3" }).ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Done. 4 chosen.");

        await page.GotoAsync("/lists");
        await Expect(page.Locator($"a[href='/lists/{id}/review']")).ToHaveCountAsync(0);
        await Expect(page.Locator($"a[href='/lists/{id}']")).ToHaveCountAsync(1);

        var rows = await worker.ChosenAsync(id);
        Assert.All(rows, row => Assert.Equal(RowResult.Added, row.Result));
        Assert.Equal(rows.Select(row => row.TrackUri), await ItemsAsync(worker, id));
        visitor.AssertQuiet();
    }

    [Fact]
    public async Task KeysTurnedOff_DoNothing_AndNoneLeavesTheRowOut()
    {
        using var worker = new WorkerApi(stack.Stack.WorkerUrl);
        var (id, before) = await EndedAsync(worker, "None of these");
        await using var visitor = await stack.Browser.VisitAsync(stack.Stack.WorkerUrl);
        var page = visitor.Page;
        await page.GotoAsync($"/lists/{id}/review");

        await page.GetByLabel("Keys:").UncheckAsync();
        await page.Keyboard.PressAsync("n");
        await page.ReloadAsync();
        await Expect(page.GetByLabel("Keys:")).Not.ToBeCheckedAsync();
        await Expect(page.Locator(".trail")).ToContainTextAsync("1 of 4 to decide");

        await page.GetByLabel("Keys:").CheckAsync();
        await page.Keyboard.PressAsync("n");
        await Expect(page.Locator(".trail")).ToContainTextAsync("2 of 4 to decide");
        await page.GetByRole(AriaRole.Link, new() { Name = "Skip" }).ClickAsync();
        await Expect(page.Locator(".trail")).ToContainTextAsync("3 of 4 to decide");

        await page.GotoAsync($"/lists/{id}?show=missing");
        await Expect(page.Locator(".rows ol > li")).ToContainTextAsync("left out by hand");
        Assert.Equal(before, await ItemsAsync(worker, id));
        visitor.AssertQuiet();
    }

    [Fact]
    public async Task WithoutScript_ARowIsDecided_Changed_AndAllIsUndone()
    {
        using var worker = new WorkerApi(stack.Stack.WorkerUrl);
        var (id, before) = await EndedAsync(worker, "Chosen without script");
        await using var visitor = await stack.Browser.VisitAsync(stack.Stack.WorkerUrl, hasScript: false);
        var page = visitor.Page;
        await page.GotoAsync($"/lists/{id}/review");

        await page.GetByRole(AriaRole.Button, new() { Name = "Take Lanterns Out" }).First.ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Northbound (Live)");
        await worker.ChosenAsync(id);
        Assert.Equal(before.Count + 1, (await ItemsAsync(worker, id)).Count);

        await page.GotoAsync($"/lists/{id}");
        await page.GetByRole(AriaRole.Link, new() { Name = "change Lanterns Out" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "None of these" }).ClickAsync();
        await worker.ChosenAsync(id);
        Assert.Equal(before, await ItemsAsync(worker, id));

        await page.GotoAsync($"/lists/{id}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Undo…" }).ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("It takes out the 2 songs that this list added");
        await page.GetByRole(AriaRole.Button, new() { Name = "Take them out" }).ClickAsync();
        await worker.UndoneAsync(id);
        await page.ReloadAsync();

        await Expect(page.Locator(Headline)).ToHaveTextAsync("2 songs were taken out. The playlist is empty now and stays in your account.");
        await page.GotoAsync($"/lists/{id}/review");
        await Expect(page.Locator("main")).ToContainTextAsync("This list was undone.");
        Assert.Empty(await ItemsAsync(worker, id));
        visitor.AssertQuiet();
    }

    [Fact]
    public async Task Undo_IsAskedOnce_WatchedLive_AndReported()
    {
        using var worker = new WorkerApi(stack.Stack.WorkerUrl);
        using var spotify = new SimulatorApi(stack.Stack.SpotifyUrl);
        var (id, _) = await EndedAsync(worker, "Undone");
        await using var visitor = await stack.Browser.VisitAsync(stack.Stack.WorkerUrl);
        var page = visitor.Page;
        try
        {
            await spotify.FaultAsync(new { endpoint = "*", fault = "latency", every = 1, milliseconds = 700 });
            await page.GotoAsync($"/lists/{id}/undo");
            await page.GetByRole(AriaRole.Button, new() { Name = "Take them out" }).ClickAsync();

            await Expect(page.Locator("#live .state strong")).ToHaveTextAsync("Taking songs out");
            await Expect(page.Locator("#live[data-over=true] .headline")).ToContainTextAsync("2 songs were taken out.");

            await Expect(page.Locator(".rows .outcome", new() { HasText = "taken out" })).ToHaveCountAsync(2);
            await visitor.AssertAccessibleAsync();
            await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Undo…" })).ToHaveCountAsync(0);
            visitor.AssertQuiet();
        }
        finally
        {
            await spotify.ClearFaultsAsync();
        }
    }

    [Fact]
    public async Task SignInTakenBack_IsWaitedFor_AndTheListGoesOnByItself()
    {
        using var worker = new WorkerApi(stack.Stack.WorkerUrl);
        using var spotify = new SimulatorApi(stack.Stack.SpotifyUrl);
        await using var visitor = await stack.Browser.VisitAsync(stack.Stack.WorkerUrl, consent: stack.Stack.SpotifyUrl);
        var page = visitor.Page;
        foreach (var refreshToken in (await spotify.TokensAsync()).RefreshTokens)
        {
            await spotify.RevokeAsync(refreshToken);
        }

        var id = await worker.StartCsvAsync("title,artist\nSlow Satellite,Juno Vale", "Signed in again");
        await page.GotoAsync($"/lists/{id}");
        await Expect(page.Locator("#live .wait")).ToContainTextAsync("Waiting for you: Spotify is not connected");
        await page.Locator("#live").GetByRole(AriaRole.Link, new() { Name = "Connect Spotify" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Connect" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Agree" }).Or(page.GetByRole(AriaRole.Button, new() { Name = "Agree" })).First.ClickAsync();
        await Expect(page.GetByText("Connected as")).ToBeVisibleAsync();

        await page.GotoAsync($"/lists/{id}");

        await Expect(page.Locator("#live[data-over=true] .headline")).ToHaveTextAsync("1 of 1 song is in.");
        visitor.AssertQuiet();
    }

    // Each width and each theme once: neither depends on the other.
    [Theory]
    [InlineData(1440, false)]
    [InlineData(390, true)]
    public async Task EveryPage_IsAccessible_FitsTheWindow_AndIsQuiet(int width, bool isDark)
    {
        using var worker = new WorkerApi(stack.Stack.WorkerUrl);
        var (id, _) = await EndedAsync(worker, "Decided and looked at");
        await using var visitor = await stack.Browser.VisitAsync(stack.Stack.WorkerUrl, width, isDark);

        foreach (var path in new[] { "review", "review?find=juno+vale", "review?find=qwzx", "review/all?line=5", "undo" })
        {
            await visitor.Page.GotoAsync($"/lists/{id}/{path}");
            await visitor.AssertAccessibleAsync();
            await visitor.AssertFitsAsync();
        }

        await worker.ChooseAsync(id, 3, uri: null);
        await worker.ChosenAsync(id);
        await visitor.Page.GotoAsync($"/lists/{id}");
        await visitor.AssertAccessibleAsync();
        await visitor.AssertFitsAsync();
        visitor.AssertQuiet();
    }

    private static async Task<(string Id, IReadOnlyList<string> Items)> EndedAsync(WorkerApi worker, string name)
    {
        while (true)
        {
            // What an earlier test has chosen is remembered for this account, at the latest when its list has ended.
            await worker.ForgetChoicesAsync();
            var id = await worker.StartCsvAsync(Doubtful, name + Guid.NewGuid().ToString("N"));
            await worker.CompleteAsync(id);
            var rows = await worker.RowsAsync(id);
            if (!rows.Any(row => row.Reasons[0].EndsWith("by hand before", StringComparison.Ordinal)))
            {
                return (id, [.. rows.Where(row => row.Outcome == RowOutcome.Accepted).Select(row => row.TrackUri!)]);
            }
        }
    }

    private async Task<IReadOnlyList<string>> ItemsAsync(WorkerApi worker, string id)
    {
        using var spotify = new SimulatorApi(stack.Stack.SpotifyUrl);
        return (await spotify.PlaylistAsync((await worker.StatusAsync(id)).Playlist.Id!)).Items;
    }
}
