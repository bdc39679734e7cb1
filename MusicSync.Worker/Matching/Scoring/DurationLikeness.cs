using System.Globalization;

namespace MusicSync.Worker.Matching.Scoring;

/// <summary>Length speaks against a track, never for it.</summary>
/// <param name="Vetoed">Whether it must be another recording or edit.</param>
/// <param name="Agrees">Whether both lengths are known and equal within a release's tolerance.</param>
/// <param name="Cost">How far they are apart, for ranking.</param>
/// <param name="Note">The difference in words; null when there is none to speak of.</param>
internal readonly record struct DurationLikeness(bool Vetoed, bool Agrees, double Cost, string? Note = null)
{
    private static readonly TimeSpan SameRelease = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Tolerated = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Vetoing = TimeSpan.FromSeconds(25);
    private const double VetoingShare = 0.12;

    /// <summary>Compares two lengths in milliseconds; null or 0 means unknown.</summary>
    public static DurationLikeness Between(int? asked, int given)
    {
        if (asked is not > 0 || given <= 0)
        {
            return default;
        }

        var apart = TimeSpan.FromMilliseconds(Math.Abs(asked.Value - given));
        if (apart <= SameRelease)
        {
            return new DurationLikeness(false, true, 0);
        }

        var note = string.Create(CultureInfo.InvariantCulture, $"{apart.TotalSeconds:0} s {(given > asked ? "longer" : "shorter")}");
        if (apart <= Tolerated)
        {
            return new DurationLikeness(false, true, 0.01, note);
        }

        var vetoed = apart > Vetoing || apart.TotalMilliseconds > VetoingShare * asked.Value;

        return new DurationLikeness(vetoed, false, vetoed ? 0.2 : 0.04, note);
    }
}
