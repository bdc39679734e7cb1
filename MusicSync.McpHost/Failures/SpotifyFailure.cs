namespace MusicSync.McpHost.Failures;

/// <summary>One failed call as the caller gets to see it.</summary>
/// <param name="Kind">What the caller can do about it.</param>
/// <param name="Text">The same in a sentence; never a token, never a body of the accounts service.</param>
internal sealed record SpotifyFailure(FailureKind Kind, string Text)
{
    /// <summary>How long to wait before the next call of this family.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Spotify's HTTP status; null when there was no answer.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>The permission that the sign-in lacks, names separated by a space.</summary>
    public string? RequiredScope { get; init; }

    /// <summary>True when a write may have taken effect although it failed.</summary>
    public bool OutcomeUnknown { get; init; }
}

/// <summary>A call that Spotify, or this host on its behalf, refused or could not answer.</summary>
internal sealed class SpotifyException(SpotifyFailure failure, Exception? cause) : Exception(failure.Text, cause)
{
    public SpotifyException(SpotifyFailure failure)
        : this(failure, null)
    {
    }

    public SpotifyFailure Failure { get; } = failure;
}

/// <summary>An argument that was refused before anything was sent.</summary>
internal sealed class InvalidArgumentException(string argument, string problem)
    : Exception($"Argument '{argument}' {problem}");
