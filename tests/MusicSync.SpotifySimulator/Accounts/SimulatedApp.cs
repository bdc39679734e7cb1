namespace MusicSync.SpotifySimulator.Accounts;

/// <summary>The registered app as its owner set it up in the dashboard.</summary>
internal sealed class SimulatedApp
{
    /// <summary>The secret that counts; the owner may replace it at any time, and the old one is dead at once.</summary>
    public string Secret { get; set; } = SimulatorAccount.ClientSecret;
}
