using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using MusicSync.McpHost.Authorization;
using MusicSync.McpHost.Failures;

namespace MusicSync.McpHost.Tools;

/// <summary>
/// Offers the sign-in page to a client that can open one for its user (elicitation in URL mode), once a call: the client
/// then repeats it. Any other client reads the address in the failure's text.
/// https://modelcontextprotocol.io/specification/2025-11-25/client/elicitation#url-mode-elicitation-for-oauth-flows
/// </summary>
internal static class SignInOffer
{
    private const string Name = "sign-in";

    public static void ThrowIfWanted(RequestContext<CallToolRequestParams> context, SpotifyFailure failure, Uri? page)
    {
        if (page is null || !SignInAddress.Mends(failure) || context.Server.ClientCapabilities?.Elicitation?.Url is null)
        {
            return;
        }

        var offer = new ElicitRequestParams
        {
            Mode = "url",
            ElicitationId = Guid.NewGuid().ToString("N"),
            Url = page.AbsoluteUri,
            // The address must stand in no other member.
            Message = $"{failure.Text} Sign in to Spotify, then the call goes on.",
        };
        if (!context.Server.IsMrtrSupported)
        {
            throw new UrlElicitationRequiredException(offer.Message, [offer]);
        }

        if (context.Params?.InputResponses is null)
        {
            throw new InputRequiredException(new Dictionary<string, InputRequest> { [Name] = InputRequest.ForElicitation(offer) }, requestState: null);
        }
    }
}
