using Microsoft.Playwright;
using MusicSync.EndToEnd.Tests.Access;
using static Microsoft.Playwright.Assertions;

namespace MusicSync.EndToEnd.Tests.Pages;

/// <summary>Where the service has a key, a browser is asked for it once.</summary>
public sealed class KeyPageTests(KeyedStack stack, TestBrowser browser) : IClassFixture<KeyedStack>, IClassFixture<TestBrowser>
{
    [Fact]
    public async Task Key_IsAskedForOnce_AndOpensTheRest()
    {
        await using var visitor = await browser.VisitAsync(stack.Stack.WorkerUrl);
        var page = visitor.Page;
        await page.GotoAsync("/lists");
        await visitor.AssertAccessibleAsync();

        await page.GetByLabel("Key of this service").FillAsync("wrong");
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await Expect(page.GetByText("That is not the key.")).ToBeVisibleAsync();
        await visitor.AssertAccessibleAsync();

        await page.GetByLabel("Key of this service").FillAsync(KeyedStack.Key);
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Uri(stack.Stack.WorkerUrl, "/lists").AbsoluteUri);

        await page.GotoAsync("/");
        await page.FillAsync("#text", "Juno Vale - Slow Satellite");
        await page.FillAsync("#name", "With a key");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();
        await Expect(page.Locator("#live[data-over=true]")).ToBeVisibleAsync();

        await page.GotoAsync("/key");
        await page.GetByRole(AriaRole.Button, new() { Name = "Forget it" }).ClickAsync();
        await page.GotoAsync("/");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "The key, please" })).ToBeVisibleAsync();
        stack.AssertNoLogHolds([KeyedStack.Key]);
        visitor.AssertQuiet();
    }
}
