using Microsoft.AspNetCore.Http;

namespace MusicSync.ServiceDefaults.Access;

/// <summary>Tells forms of our own pages from those of other sites, which a browser posts with the user's cookies all the same.</summary>
public static class OwnPage
{
    /// <summary>The header in which a browser says whose page calls; it leaves it out where the page came over plain HTTP.</summary>
    public const string Header = "Sec-Fetch-Site";

    /// <summary>What it says of a page of the service itself.</summary>
    public const string SameOrigin = "same-origin";

    /// <summary>
    /// Whether a page of this service posts. A browser says one of the two with every form; a page of an allowed origin is
    /// another page all the same.
    /// </summary>
    /// <param name="request">The call.</param>
    public static bool Posts(HttpRequest request) => request.Headers[Header].ToString() is { Length: > 0 } site
        ? site == SameOrigin
        : request.Headers.Origin == $"{request.Scheme}://{request.Host}";
}
