namespace MusicSync.SpotifySimulator.Faults;

/// <summary>One scripted fault.</summary>
/// <param name="Kind">What goes wrong.</param>
public sealed record FaultRule(FaultKind Kind)
{
    /// <summary>Method and path, <c>POST /v1/playlists/{id}/items</c>; <c>{…}</c> stands for any one segment.</summary>
    /// <value>Default <c>*</c>: every call under <c>/v1</c>.</value>
    public string Endpoint { get; init; } = "*";

    /// <summary>1 fires at each matching call, 3 at the third, sixth and so on.</summary>
    public int Every { get; init; } = 1;

    /// <summary>How often it fires; null means until cleared.</summary>
    public int? Times { get; init; }

    /// <summary>The Retry-After of a 429.</summary>
    /// <value>Whole seconds. Default 1 s for a rate limit, one hour for the quota.</value>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>A Retry-After of a 429 that is no number, as it is to be sent.</summary>
    /// <value>Default: none; when given, <see cref="RetryAfter"/> does not count.</value>
    public string? RetryAfterText { get; init; }

    /// <summary>A 429 without Retry-After, which was seen in the wild.</summary>
    public bool OmitRetryAfter { get; init; }

    /// <summary>Length of <see cref="FaultKind.Latency"/> and <see cref="FaultKind.ReadLag"/>.</summary>
    /// <value>Default 1 s.</value>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Status of <see cref="FaultKind.ErrorBefore"/> and <see cref="FaultKind.ErrorAfter"/>.</summary>
    /// <value>500 to 599, of the first also 400 to 499; default 502.</value>
    public int Status { get; init; } = StatusCodes.Status502BadGateway;
}
