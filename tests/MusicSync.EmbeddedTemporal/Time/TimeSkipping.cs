using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.TestService.V1;

namespace MusicSync.EmbeddedTemporal.Time;

/// <summary>Temporal's test service: holds the time, lets it go, and sleeps in it. On a server without time skipping it only sleeps.</summary>
internal sealed class TimeSkipping(Gate gate, SkippingClock clock)
{
    public LockTimeSkippingResponse Hold() => gate.Enter(() =>
    {
        gate.HoldTime();
        return new LockTimeSkippingResponse();
    });

    public UnlockTimeSkippingResponse Release() => gate.Enter(() =>
    {
        gate.ReleaseTime();
        return new UnlockTimeSkippingResponse();
    });

    public GetCurrentTimeResponse GetCurrentTime() => new() { Time = clock.Now.ToTimestamp() };

    public async Task<SleepResponse> SleepAsync(SleepRequest request, CancellationToken cancellationToken)
    {
        await SleepAsync(request.Duration.ToTimeSpan(), isReleasing: false, cancellationToken);
        return new();
    }

    public async Task<SleepResponse> SleepUntilAsync(SleepUntilRequest request, CancellationToken cancellationToken)
    {
        await SleepAsync(request.Timestamp.ToDateTime() - clock.Now, isReleasing: false, cancellationToken);
        return new();
    }

    public async Task<SleepResponse> SleepReleasedAsync(SleepRequest request, CancellationToken cancellationToken)
    {
        await SleepAsync(request.Duration.ToTimeSpan(), isReleasing: true, cancellationToken);
        return new();
    }

    /// <summary>Sleeps in the server's time. A releasing sleep lets time go meanwhile, and holds it again at exactly its end.</summary>
    public async Task SleepAsync(TimeSpan time, bool isReleasing, CancellationToken cancellationToken)
    {
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var entry = gate.Enter(() =>
        {
            if (isReleasing)
            {
                gate.ReleaseTime();
            }

            return gate.Timers.After(time, () => Wake(end, isReleasing));
        });
        try
        {
            await end.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            gate.Enter(() =>
            {
                if (!entry.IsOver)
                {
                    entry.Cancel();
                    Wake(end, isReleasing);
                }
            });
        }
    }

    private void Wake(TaskCompletionSource end, bool isReleasing)
    {
        if (isReleasing)
        {
            gate.HoldTime();
        }

        end.TrySetResult();
    }
}
