using MusicSync.LocalStack;

namespace MusicSync.EndToEnd.Tests.Durability;

/// <summary>Which processes a case kills.</summary>
internal static class KilledServices
{
    public const string Both = "both";

    public static TheoryData<string, int> EachRound =>
        Chaos.EachRoundOf(ServiceNames.Worker, ServiceNames.McpHost, Both);

    /// <summary>SIGKILL; the stack starts what died again, as a real host would.</summary>
    public static Task KillAsync(this RunningStack stack, IEnumerable<string> services) =>
        Task.WhenAll(services.Select(stack.KillAsync));

    public static IReadOnlyList<string> Of(string word) => word == Both ? [ServiceNames.Worker, ServiceNames.McpHost] : [word];

    public static IReadOnlyList<string> Any(Random dice) =>
        Of(dice.GetItems([ServiceNames.Worker, ServiceNames.McpHost, Both], 1)[0]);
}
