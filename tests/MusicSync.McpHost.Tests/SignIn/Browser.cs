using System.Net;
using MusicSync.McpHost.Tests.Support;

namespace MusicSync.McpHost.Tests.SignIn;

/// <summary>A browser as far as a sign-in needs one: keeps cookies, follows nothing by itself, says whose page posts.</summary>
internal sealed class Browser(HostServer host) : IDisposable
{
    private readonly HttpClient _http = new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = host.Url };

    public CookieContainer Cookies { get; } = new();

    public async Task<(HttpStatusCode Status, string Page, Uri? Location)> SendAsync(
        HttpMethod method, Uri address, string? site = "same-origin", string? key = null, string? under = null)
    {
        using var request = new HttpRequestMessage(method, address);
        request.Headers.Accept.ParseAdd("text/html");
        if (Cookies.GetCookieHeader(request.RequestUri!) is { Length: > 0 } cookies)
        {
            request.Headers.Add("Cookie", cookies);
        }

        if (under is not null)
        {
            request.Headers.Add("X-Forwarded-Host", under);
        }

        if (method == HttpMethod.Post)
        {
            request.Content = new FormUrlEncodedContent(key is null ? [] : [new("key", key)]);
            if (site is not null)
            {
                request.Headers.Add("Sec-Fetch-Site", site);
            }
        }

        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        if (response.Headers.TryGetValues("Set-Cookie", out var set))
        {
            foreach (var cookie in set)
            {
                Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
                Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
                Cookies.SetCookies(address, cookie);
            }
        }

        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), response.Headers.Location);
    }

    public Task<(HttpStatusCode Status, string Page, Uri? Location)> GetAsync(string path) => SendAsync(HttpMethod.Get, new Uri(host.Url, path));

    public Task<(HttpStatusCode Status, string Page, Uri? Location)> PostAsync(string path, string? site = "same-origin", string? key = null) =>
        SendAsync(HttpMethod.Post, new Uri(host.Url, path), site, key);

    /// <summary>Presses a button of the consent page; gives where Spotify sends the browser.</summary>
    public async Task<Uri> AnswerAsync(Uri consent, string answer = "agree", string account = "simulator-user") =>
        (await SendAsync(HttpMethod.Get, new Uri($"{consent}&answer={answer}&account={account}"))).Location!;

    /// <summary>The whole way; gives the page at its end.</summary>
    public async Task<string> ConnectAsync(string account = "simulator-user")
    {
        var consent = (await PostAsync("signin")).Location!;
        return (await SendAsync(HttpMethod.Get, await AnswerAsync(consent, account: account))).Page;
    }

    public void Dispose() => _http.Dispose();
}
