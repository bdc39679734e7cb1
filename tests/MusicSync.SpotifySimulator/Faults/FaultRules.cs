using MusicSync.SpotifySimulator.Accounts;

namespace MusicSync.SpotifySimulator.Faults;

/// <summary>The scripted faults in force. Safe for parallel use.</summary>
public sealed class FaultRules
{
    private readonly Lock _lock = new();
    private readonly List<ActiveRule> _rules = [];
    private readonly HashSet<string> _revoked = [];
    private readonly Grants _grants;

    internal FaultRules(Grants grants) => _grants = grants;

    /// <summary>The rules in force, oldest first.</summary>
    public IReadOnlyList<FaultRule> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _rules.Select(active => active.Rule)];
            }
        }
    }

    /// <summary>Puts a rule in force.</summary>
    /// <param name="rule">Counts the calls from now on.</param>
    /// <exception cref="ArgumentException">A value is out of range; the message says which.</exception>
    public void Add(FaultRule rule)
    {
        var pattern = EndpointPattern.Parse(rule.Endpoint) ?? throw new ArgumentException(
            $"endpoint '{rule.Endpoint}' is neither '*' nor like 'POST /v1/playlists/{{id}}/items'.", nameof(rule));
        Require(rule.Every >= 1, "every must be 1 or more.");
        Require(rule.Times is null or >= 1, "times must be 1 or more, or absent.");
        // A call that took effect is never told that it was wrong.
        var least = rule.Kind == FaultKind.ErrorBefore ? 400 : 500;
        Require(rule.Status >= least && rule.Status <= 599, $"status must be {least} to 599.");
        Require(rule.Duration >= TimeSpan.Zero, "milliseconds must be 0 or more.");
        Require(rule.RetryAfter is null || rule.RetryAfter >= TimeSpan.Zero, "retryAfterSeconds must be 0 or more.");

        var active = new ActiveRule(Bounded(rule), pattern);
        lock (_lock)
        {
            _rules.Add(active);
            if (rule is { Kind: FaultKind.GrantRevoked, Every: 1 } && pattern.MatchesEverything)
            {
                // Nothing to wait for: a refresh that comes before the next call must fail already.
                RevokeGrants();
                active.Spend();
            }
        }
    }

    /// <summary>Ends every rule; a grant that one of them revoked is good again.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _rules.Clear();
            foreach (var refreshToken in _revoked)
            {
                _grants.Restore(refreshToken);
            }

            _revoked.Clear();
        }
    }

    internal IReadOnlyList<FaultRule> Fire(ApiCall call)
    {
        lock (_lock)
        {
            return _rules.Count == 0
                ? []
                : [.. _rules.Where(active => active.Fires(call)).Select(active => active.Rule)];
        }
    }

    /// <summary>Whether a rule of that kind is in force for such a call; counts nothing.</summary>
    internal bool InForce(FaultKind kind, ApiCall call)
    {
        lock (_lock)
        {
            return _rules.Exists(active => active.Rule.Kind == kind && active.Meets(call));
        }
    }

    internal void RevokeGrants()
    {
        lock (_lock)
        {
            foreach (var refreshToken in _grants.RefreshTokens)
            {
                _grants.Revoke(refreshToken);
                _revoked.Add(refreshToken);
            }
        }
    }

    /// <summary>Taking a consent back happens once; a later consent is a new one.</summary>
    private static FaultRule Bounded(FaultRule rule) =>
        rule.Kind == FaultKind.GrantRevoked ? rule with { Times = rule.Times ?? 1 } : rule;

    private static void Require(bool condition, string message)
    {
        if (!condition)
        {
            throw new ArgumentException(message);
        }
    }
}
