namespace MusicSync.SpotifySimulator.Accounts;

/// <summary>What a user consented to, behind one refresh token.</summary>
internal sealed class Grant(string refreshToken, SimulatedUser user, IReadOnlyList<string> scopes, DateTimeOffset consentedAt)
{
    // Counted from consent; neither use nor refresh extends it.
    private const int LifetimeMonths = 6;

    public string RefreshToken { get; } = refreshToken;

    public SimulatedUser User { get; } = user;

    public IReadOnlyList<string> Scopes { get; } = scopes;

    public bool Revoked { get; set; }

    public bool IsGoodAt(DateTimeOffset now) => !Revoked && now < consentedAt.AddMonths(LifetimeMonths);
}
