using System.Globalization;

namespace MusicSync.Worker.Songs;

/// <summary>The unit in which a column gives lengths.</summary>
internal enum DurationUnit
{
    /// <summary>The values have to tell.</summary>
    Unknown,

    /// <summary>Milliseconds.</summary>
    Milliseconds,

    /// <summary>Seconds.</summary>
    Seconds,
}

/// <summary>Reads lengths: <c>3:45</c>, <c>1:02:03</c>, <c>225</c> seconds, <c>225000</c> milliseconds.</summary>
internal static class DurationText
{
    // Two hours and three quarters as seconds, ten seconds as milliseconds: songs lie below the one and above the other.
    private const double MaxSeconds = 10_000;

    /// <summary>The length in milliseconds, or null when the text is none.</summary>
    public static int? Parse(string text, DurationUnit unit)
    {
        if (text.Contains(':', StringComparison.Ordinal))
        {
            return Clock(text);
        }

        if (!double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        var seconds = unit switch
        {
            DurationUnit.Milliseconds => number / 1000,
            DurationUnit.Seconds => number,
            _ => number >= MaxSeconds ? number / 1000 : number,
        };

        return InMilliseconds(seconds);
    }

    private static int? Clock(string text)
    {
        var seconds = 0.0;
        foreach (var part in text.Split(':'))
        {
            if (!double.TryParse(part, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            {
                return null;
            }

            seconds = (seconds * 60) + number;
        }

        return InMilliseconds(seconds);
    }

    private static int? InMilliseconds(double seconds) =>
        seconds is > 0 and < 24 * 60 * 60 ? (int)Math.Round(seconds * 1000) : null;
}
