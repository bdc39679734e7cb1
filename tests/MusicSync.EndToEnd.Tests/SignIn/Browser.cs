using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.WebUtilities;

namespace MusicSync.EndToEnd.Tests.SignIn;

/// <summary>A browser as far as a sign-in needs one: keeps cookies, goes where it is sent, and presses *Agree*.</summary>
internal sealed class Browser : IDisposable
{
    private readonly CookieContainer _cookies = new();
    private readonly HttpClient _http;

    public Browser() => _http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = _cookies });

    /// <summary>What nobody else may ever see: codes, states, and the cookies that hold the verifiers.</summary>
    public List<string> Secrets { get; } = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Signs in at the page, whoever shows it; gives the page at the end.</summary>
    public async Task<string> ConnectAsync(Uri page, string? key = null)
    {
        var (status, _, consent) = await PostAsync(page, key);
        Assert.Equal(HttpStatusCode.SeeOther, status);
        Secrets.AddRange(_cookies.GetCookies(page).Select(cookie => cookie.Value));
        var (_, _, back) = await SendAsync(new HttpRequestMessage(HttpMethod.Get, $"{consent}&answer=agree"));
        var query = QueryHelpers.ParseQuery(back!.Query);
        Secrets.AddRange([query["code"].ToString(), query["state"].ToString()]);
        Assert.Equal(page.Authority, back.Authority);
        return (await GetAsync(back)).Page;
    }

    public Task<(HttpStatusCode Status, string Page, Uri? Location)> GetAsync(Uri address) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, address));

    /// <summary>Presses a button of a page of ours.</summary>
    public Task<(HttpStatusCode Status, string Page, Uri? Location)> PostAsync(Uri address, string? key = null) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new FormUrlEncodedContent(key is null ? [] : [new("key", key)]),
            Headers = { { "Sec-Fetch-Site", "same-origin" }, { "Origin", address.GetLeftPart(UriPartial.Authority) } },
        });

    public void Dispose() => _http.Dispose();

    private async Task<(HttpStatusCode Status, string Page, Uri? Location)> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
            using var response = await _http.SendAsync(request, Token);
            return (response.StatusCode, await response.Content.ReadAsStringAsync(Token), response.Headers.Location);
        }
    }
}
