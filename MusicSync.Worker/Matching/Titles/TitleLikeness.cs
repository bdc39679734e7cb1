namespace MusicSync.Worker.Matching.Titles;

/// <summary>The comparison of two titles.</summary>
/// <param name="Grade">How far they name the same song.</param>
/// <param name="Score">The same as a number, 0 to 1.</param>
/// <param name="Note">What differs, in words; null when nothing does.</param>
/// <param name="IsOneOfTwo">Whether the track names a second song beside it.</param>
/// <param name="Side">Which side of the list's double title the track is; null when it is all of what is asked for.</param>
internal readonly record struct TitleLikeness(TitleGrade Grade, double Score, string? Note = null, bool IsOneOfTwo = false, int? Side = null)
{
    /// <summary>Another song.</summary>
    public static readonly TitleLikeness None = new(TitleGrade.Different, 0);

    /// <summary>The better of two.</summary>
    public TitleLikeness Or(TitleLikeness other) =>
        other.Grade > Grade || (other.Grade == Grade && other.Score > Score) ? other : this;

    /// <summary>The same, lowered a little and with a note.</summary>
    public TitleLikeness But(string note, double cost) => this with { Score = Math.Max(0, Score - cost), Note = note };
}
