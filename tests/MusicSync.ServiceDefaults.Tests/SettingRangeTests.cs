using System.ComponentModel.DataAnnotations;

namespace MusicSync.ServiceDefaults.Tests;

public sealed class SettingRangeTests
{
    private const int Rounds = 200_000;

    /// <summary>A range reads its limits with its first value, and several hosts of one process share it.</summary>
    [Fact]
    public void Range_ThatTwoHostsAskFirst_AnswersBoth()
    {
        var ranges = Enumerable.Range(0, Rounds).Select(_ => new SettingRangeAttribute(typeof(TimeSpan), "00:00:01", "00:01:00")).ToArray();
        var torn = 0;
        using var together = new Barrier(2);
        Thread[] hosts = [new(AskAll), new(AskAll)];

        Array.ForEach(hosts, host => host.Start());
        Array.ForEach(hosts, host => host.Join());

        Assert.Equal(0, torn);

        void AskAll()
        {
            object wait = TimeSpan.FromSeconds(2);
            foreach (var range in ranges)
            {
                together.SignalAndWait();
                try
                {
                    range.GetValidationResult(wait, new ValidationContext(wait));
                }
                catch (InvalidCastException)
                {
                    Interlocked.Increment(ref torn);
                }
            }
        }
    }
}
