using MusicSync.McpHost.Authorization;

namespace MusicSync.McpHost.SignIn;

/// <summary>Tells the worker, which parks syncs while nobody is signed in, how things stand. Never asks Spotify.</summary>
internal sealed class GrantReport(TokenStore store, TokenSource tokens, SignInAddress address)
{
    public const string Connected = "connected";
    public const string Refused = "refused";
    public const string None = "none";

    public GrantDocument Now()
    {
        var signIn = store.InForce;
        return new GrantDocument(
            signIn is null ? None : tokens.IsRefused ? Refused : Connected,
            signIn?.Consent,
            signIn?.AccountName ?? signIn?.AccountId,
            signIn?.EndsAt,
            address.Page,
            signIn?.AccountId);
    }
}

/// <summary>The sign-in in force, without anything that a call could be made with.</summary>
/// <param name="State">
/// <c>connected</c>: as far as known calls can be made; <c>refused</c>: Spotify did not take it when last asked; <c>none</c>.
/// </param>
/// <param name="Id">Another one at each consent; null while there is none.</param>
/// <param name="Account">Whose it is; null until Spotify has told.</param>
/// <param name="EndsAt">Six months after consent; null when the day of consent is not known.</param>
/// <param name="Page">Where to sign in; null where the host does not know its public name.</param>
/// <param name="AccountId">Spotify's id of the user; null until Spotify has told.</param>
internal sealed record GrantDocument(string State, string? Id, string? Account, DateTimeOffset? EndsAt, Uri? Page, string? AccountId);
