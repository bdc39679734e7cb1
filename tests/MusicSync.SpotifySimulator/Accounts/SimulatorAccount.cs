namespace MusicSync.SpotifySimulator.Accounts;

/// <summary>The one app and the one user that the simulator knows. Fixed and public: nothing here is a secret.</summary>
public static class SimulatorAccount
{
    /// <summary>Client id of the registered app.</summary>
    public const string ClientId = "simulator-client";

    /// <summary>Client secret of the registered app.</summary>
    public const string ClientSecret = "simulator-secret";

    /// <summary>A refresh token that holds from the start, with every scope.</summary>
    public const string RefreshToken = "simulator-refresh-token";

    /// <summary>Id of the user who signs in at <c>/authorize</c>.</summary>
    public const string UserId = "simulator-user";

    /// <summary>The user's immutable account id.</summary>
    public const string AccountId = "simulator-account";

    /// <summary>The user's name as shown.</summary>
    public const string DisplayName = "Simulator User";

    /// <summary>Who edits playlists when somebody else does.</summary>
    public const string SomebodyElse = "somebody-else";
}
