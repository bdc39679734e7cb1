using MusicSync.McpHost.Failures;

namespace MusicSync.McpHost.RateLimiting;

/// <summary>Until when no call of a family is sent, and why: <see cref="FailureKind.RateLimited"/> or <see cref="FailureKind.QuotaExhausted"/>.</summary>
internal sealed record CoolDown(CallFamily Family, FailureKind Kind, DateTimeOffset Until)
{
    public bool IsActive(DateTimeOffset now) => Until > now;
}
