using MusicSync.McpHost.Spotify;

namespace MusicSync.McpHost.Quota.Gate;

/// <summary>Until when no call of a family is sent, and why: <see cref="FailureKind.RateLimited"/> or <see cref="FailureKind.QuotaExhausted"/>.</summary>
internal sealed record CoolDown(CallFamily Family, FailureKind Kind, DateTimeOffset Until)
{
    public bool IsActive(DateTimeOffset now) => Until > now;
}
