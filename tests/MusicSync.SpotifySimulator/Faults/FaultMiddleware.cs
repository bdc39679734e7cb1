using MusicSync.SpotifySimulator.Accounts;
using MusicSync.SpotifySimulator.Control;
using MusicSync.SpotifySimulator.WebApi;

namespace MusicSync.SpotifySimulator.Faults;

/// <summary>Lets the rules loose on a call that carries a good token.</summary>
internal sealed class FaultMiddleware(
    RequestDelegate next,
    FaultRules rules,
    PlaylistFaults playlistFaults,
    Grants grants,
    CallCounters calls,
    AskedWaits waits,
    TimeProvider time)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var call = ApiCall.Of(context.Request);
        var fired = rules.Fire(call);
        if (fired.Count == 0)
        {
            await next(context);
            return;
        }

        foreach (var slow in fired.Where(rule => rule.Kind == FaultKind.Latency))
        {
            await Task.Delay(slow.Duration, time, context.RequestAborted);
        }

        playlistFaults.Happen(fired, call);
        context.Features.Set(ReadFaults.Among(fired));
        await EndAsync(context, fired.FirstOrDefault(rule => FaultOutcome.IsOne(rule.Kind)));
    }

    /// <summary>Of several outcomes the oldest rule's counts: a call has one answer.</summary>
    private Task EndAsync(HttpContext context, FaultRule? outcome)
    {
        switch (outcome?.Kind)
        {
            case null:
                return next(context);
            case FaultKind.DropBefore:
                context.Abort();
                return Task.CompletedTask;
            case FaultKind.DropAfter or FaultKind.ErrorAfter:
                return LostAnswer.RunAsync(context, next, outcome);
            case FaultKind.RateLimited or FaultKind.Quota:
                calls.CountRejected();
                return AskToWaitAsync(context, outcome);
            case FaultKind.AccountBlocked:
                calls.CountRejected();
                break;
            case FaultKind.Unauthorized:
                grants.Expire(BearerMiddleware.CallerOf(context).Token);
                break;
            case FaultKind.GrantRevoked:
                rules.RevokeGrants();
                break;
        }

        return FaultOutcome.RefuseAsync(context.Response, outcome);
    }

    // The wait begins when the caller can know of it.
    private async Task AskToWaitAsync(HttpContext context, FaultRule outcome)
    {
        await FaultOutcome.RefuseAsync(context.Response, outcome);
        await context.Response.CompleteAsync();
        if (FaultOutcome.WaitOf(outcome) is { } wait)
        {
            waits.Ask(CallMiddleware.EndpointOf(context), wait);
        }
    }
}
