namespace MusicSync.SpotifySimulator.Accounts;

/// <summary>The one app and the users that the simulator knows. Fixed and public: nothing here is a secret.</summary>
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

    /// <summary>Id of a second user, whom the consent page offers too.</summary>
    public const string OtherUserId = "simulator-friend";

    /// <summary>Who can sign in.</summary>
    internal static IReadOnlyList<SimulatedUser> Users { get; } =
    [
        new(UserId, AccountId, DisplayName),
        new(OtherUserId, "simulator-friend-account", "Simulated Friend"),
    ];

    /// <summary>Who edits playlists when somebody else does.</summary>
    public const string SomebodyElse = "somebody-else";
}

/// <summary>Somebody who can sign in.</summary>
internal sealed record SimulatedUser(string Id, string AccountId, string Name);
