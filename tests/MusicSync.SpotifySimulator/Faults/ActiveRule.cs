namespace MusicSync.SpotifySimulator.Faults;

/// <summary>A rule with its count. The owner of the rules' lock calls it.</summary>
internal sealed class ActiveRule(FaultRule rule, EndpointPattern pattern)
{
    private int _seen;
    private int _fired;

    public FaultRule Rule => rule;

    /// <summary>The rule has done its work and stays only to be listed.</summary>
    public void Spend() => _fired = int.MaxValue;

    private bool IsSpent => _fired >= (rule.Times ?? int.MaxValue);

    public bool Meets(ApiCall call) =>
        !IsSpent && call.CanMeet(rule.Kind) && pattern.Matches(call.Method, call.Path);

    public bool Fires(ApiCall call)
    {
        if (!Meets(call) || ++_seen % rule.Every != 0)
        {
            return false;
        }

        _fired++;
        return true;
    }
}
