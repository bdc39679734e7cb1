using MusicSync.SpotifySimulator.Accounts;

namespace MusicSync.SpotifySimulator.WebApi.Wire;

/// <summary>Writes the profile of the signed-in user, and the little that is shown of any user.</summary>
internal static class UserWriter
{
    public static UserJson Me(string origin, SimulatedUser user) => Write(origin, user.Id) with
    {
        AccountId = user.AccountId,
        Images = [],
    };

    public static UserJson Write(string origin, string userId) => new(
        AccountId: null,
        SimulatorAccount.Users.FirstOrDefault(user => user.Id == userId)?.Name ?? userId,
        new ExternalUrlsJson($"https://open.spotify.com/user/{userId}"),
        $"{origin}/v1/users/{userId}",
        userId,
        Images: null,
        "user",
        $"spotify:user:{userId}");
}
